package io.mcpoauth2.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.SampleResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event that tells where messages of the HTTP+SSE transport are sent. */
class EndpointEventTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final EndpointEvent event = event();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: endpoint\ndata: /message?sessionId=1\n\n",
                "event:endpoint\ndata:/message?sessionId=1\n\n",
                "data: /message?sessionId=1\rid: 7\revent: endpoint\r\r",
                ": hello\r\n\r\nretry: 5\r\nevent: endpoint\r\ndata: /message?sessionId=1\r\n\r\n",
                "event: ping\ndata: /other\n\nevent: endpoint\ndata: /message?sessionId=1\n\ndata: x\n\n"
            })
    @DisplayName("it is found wherever the stream is cut, and nothing is read after it")
    void eventIsFound(String stream) {
        for (int cut = 0; cut <= stream.length(); cut++) {
            told.clear();
            EndpointEvent reading = event();
            reading.responding(streams());
            send(reading, stream.substring(0, cut));
            send(reading, stream.substring(cut));
            assertThat(told).as("cut at %d", cut).containsExactly("/message?sessionId=1");
            assertThat(reading.readsBody()).isFalse();
            send(reading, stream);
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void whatDoesNotEndIsNoEvent() {
        event.responding(streams());
        send(event, "event: endpoint\ndata: /message\n");
        send(event, "event: other\n\ndata: /x\n\n");
        assertThat(told).isEmpty();
        assertThat(event.readsBody()).isTrue();
        assertThat(opened).hasValue(1);
    }

    @Test
    @DisplayName("of a stream that does not begin with it no more than that is read")
    void readingIsBounded() {
        event.responding(streams());
        for (int i = 0; i < 100 && event.readsBody(); i++) {
            send(event, ": " + "x".repeat(1_000) + "\n");
        }
        assertThat(event.readsBody()).isFalse();
        send(event, "\nevent: endpoint\ndata: /message\n\n");
        assertThat(told).isEmpty();
    }

    @Test
    void otherResponsesAreNotRead() {
        event.responding(new SampleResponse(200).with("Content-Type", "application/json"));
        assertThat(event.readsBody()).isFalse();
        assertThat(opened).hasValue(0);

        EndpointEvent compressed = event();
        compressed.responding(streams().with("Content-Encoding", "gzip"));
        assertThat(compressed.readsBody()).isFalse();
        assertThat(opened).hasValue(1);
    }

    private EndpointEvent event() {
        return new EndpointEvent(new EndpointEvent.Listener() {
            @Override
            public void opened() {
                opened.incrementAndGet();
            }

            @Override
            public void told(String endpoint) {
                told.add(endpoint);
            }

            @Override
            public void ended() {
                ended.incrementAndGet();
            }
        });
    }

    private static SampleResponse streams() {
        return new SampleResponse(200).with("Content-Type", "text/event-stream;charset=UTF-8");
    }

    private static void send(EndpointEvent to, String text) {
        to.sending(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
