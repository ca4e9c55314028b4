package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import static io.mcpoauth2.agent.door.SampleLists.LIST;
import static io.mcpoauth2.agent.door.SampleLists.SHOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With which length a response begins, and when its body ends. */
class ListOutputTest {
    private static final byte[] WRITTEN = LIST.getBytes(StandardCharsets.UTF_8);

    private final SentBody sent = new SentBody();
    private final SampleExchange exchange = new SampleExchange(sent);
    private final SampleLists lists = new SampleLists();

    @BeforeEach
    void askForAList() {
        ListOutput.put(exchange, lists.asked());
        exchange.getResponseHeaders().add("Content-Type", "application/json");
    }

    @Test
    void listWithALengthGoesOutWithoutOneWhenItsLastByteHasCome() throws IOException {
        exchange.getResponseHeaders().add("Content-Length", "1");
        assertThat(begin(200, WRITTEN.length)).isZero();
        assertThat(exchange.getResponseHeaders().get("Content-Length")).isNull();
        OutputStream body = exchange.getResponseBody();

        body.write(WRITTEN, 0, 9);
        body.flush();
        assertThat(sent.text()).isEmpty();
        body.write(WRITTEN, 9, WRITTEN.length - 9);

        assertThat(sent.text()).isEqualTo(SHOWN);
        assertThat(sent.closed).isEqualTo(1);
        body.flush(); // Which a chunked stream of the server's refuses when it has been closed.
        assertThatThrownBy(() -> body.write('x')).isInstanceOf(IOException.class);
        assertThat(sent.flushed).isZero();
    }

    @Test
    void listWithoutALengthIsSentWhenItIsClosed() throws IOException {
        assertThat(begin(200, 0)).isZero();
        OutputStream filter = new BufferedOutputStream(exchange.getResponseBody());

        filter.write(WRITTEN);
        filter.flush();
        assertThat(sent.text()).isEmpty();
        filter.close();

        assertThat(sent.text()).isEqualTo(SHOWN);
    }

    @Test
    void anyOtherResponseKeepsItsLength() {
        assertThat(begin(204, -1)).isEqualTo(-1);
        assertThat(begin(500, 7)).isEqualTo(7);
        assertThat(begin(200, WrittenLists.MOST + 1)).isEqualTo(WrittenLists.MOST + 1);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        assertThat(begin(200, 7)).isEqualTo(7);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        lists.makeElsewhere();
        assertThat(begin(200, 7)).isEqualTo(7);
        assertThat(begin(new SampleExchange(sent), 200, 7)).isEqualTo(7);
    }

    @Test
    void bodyThatIsTooLongIsRefusedAsWithoutTheAgent() {
        begin(200, 3);

        assertThatThrownBy(() -> exchange.getResponseBody().write(WRITTEN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too many bytes");
        assertThat(sent.text()).isEmpty();
    }

    @Test
    void bodyThatIsTooShortGoesOnAsItWasWrittenAndDoesNotLookComplete() throws IOException {
        begin(200, WRITTEN.length + 1);
        OutputStream body = exchange.getResponseBody();
        body.write(WRITTEN);

        assertThatThrownBy(body::close).isInstanceOf(IOException.class).hasMessageContaining("insufficient bytes");
        assertThat(sent.text()).isEqualTo(LIST);
        assertThat(sent.closed).isZero();
    }

    /** An application that fails on the way may try to answer an error, or the same once more. */
    @Test
    void responseThatHasBegunGoesOnAsItBegan() throws IOException {
        begin(200, WRITTEN.length);
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(WRITTEN, 0, 9);

        assertThat(begin(500, 3)).isEqualTo(3);
        assertThat(begin(200, WRITTEN.length)).isEqualTo(WRITTEN.length);
        body.write(WRITTEN, 9, WRITTEN.length - 9);

        assertThat(sent.text()).isEqualTo(SHOWN);
    }

    /** A filter may go on in another thread, which is admitted again. */
    @Test
    void exchangeHasOneSuchBodyOnly() {
        OutputStream body = exchange.getResponseBody();

        ListOutput.put(exchange, lists.asked());

        assertThat(exchange.getResponseBody()).isSameAs(body);
    }

    private long begin(int status, long length) {
        return begin(exchange, status, length);
    }

    private static long begin(SampleExchange exchange, int status, long length) {
        return ListOutput.begin(new JdkResponseHead(exchange, status), length);
    }

    private static final class SentBody extends ByteArrayOutputStream {
        int flushed;
        int closed;

        String text() {
            return toString(StandardCharsets.UTF_8);
        }

        @Override
        public void flush() {
            flushed++;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
