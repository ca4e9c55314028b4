package io.mcpoauth2.agent.instrumentation.door;

import static io.mcpoauth2.agent.door.SampleLists.LIST;
import static io.mcpoauth2.agent.door.SampleLists.SHOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeldOutputTest {
    private final SentBytes sent = new SentBytes();
    private final HeldOutput output = new HeldOutput(sent, new SampleLists().asked()) {};

    @Test
    void listIsHeldWhateverIsFlushedAndSentAtOnce() throws IOException {
        output.hold();
        for (byte oneByte : LIST.getBytes(StandardCharsets.UTF_8)) {
            output.write(oneByte);
            output.flush();
        }
        assertThat(sent.size()).isZero();

        output.close();
        output.close();

        assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo(SHOWN);
        assertThat(sent.writes).isEqualTo(1);
        assertThat(sent.flushes).isZero();
        assertThat(sent.isClosed).isTrue();
    }

    @Test
    void whatIsNotHeldGoesOnAsItComes() throws IOException {
        output.write(LIST.getBytes(StandardCharsets.UTF_8));
        assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo(LIST);
        output.flush();
        assertThat(sent.flushes).isEqualTo(1);
    }

    @Test
    void whatIsTooLongGoesOnAsItWasWritten() throws IOException {
        output.hold();
        output.write(new byte[WrittenLists.MOST]);
        assertThat(sent.size()).isZero();

        output.write('x');
        output.write('y');
        output.flush();

        assertThat(sent.size()).isEqualTo(WrittenLists.MOST + 2);
        assertThat(sent.toString(StandardCharsets.UTF_8)).endsWith("\0xy");
        assertThat(sent.flushes).isEqualTo(1);
    }

    @Test
    void emptyBodyIsClosedAndNotWritten() throws IOException {
        output.hold();
        output.close();

        assertThat(sent.writes).isZero();
        assertThat(sent.isClosed).isTrue();
    }

    private static final class SentBytes extends ByteArrayOutputStream {
        int writes;
        int flushes;
        boolean isClosed;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            writes++;
            super.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            flushes++;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
