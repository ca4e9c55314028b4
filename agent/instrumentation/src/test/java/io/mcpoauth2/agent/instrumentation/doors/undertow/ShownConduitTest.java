package io.mcpoauth2.agent.instrumentation.doors.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.xnio.conduits.StreamSinkConduit;

/** A connection that takes less than it is given, as one does whose client is slow. */
class ShownConduitTest {
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder sent = new StringBuilder();
    private final ShownConduit conduit =
            new ShownConduit(slow(), bytes -> shown.append(StandardCharsets.US_ASCII.decode(bytes)));

    @Test
    void whatIsWrittenAgainIsShownOnce() throws IOException {
        ByteBuffer bytes = bytes("abcde");

        assertThat(conduit.write(bytes)).isEqualTo(2);
        assertThat(shown).hasToString("abcde");
        assertThat(bytes.remaining()).isEqualTo(3);
        conduit.writeFinal(new ByteBuffer[] {bytes("not this"), bytes, bytes("fg")}, 1, 2);
        assertThat(shown).hasToString("abcdefg");
        assertThat(sent).hasToString("abcd");
    }

    @Test
    void lessMayComeThanWasLeft() throws IOException {
        conduit.write(bytes("abcde"));
        conduit.write(bytes("c"));
        conduit.write(bytes("de"));
        conduit.write(bytes("f"));

        assertThat(shown).hasToString("abcdef");
        assertThat(sent).hasToString("abcdef");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes two bytes of a write's first buffer. */
    private StreamSinkConduit slow() {
        return (StreamSinkConduit) Proxy.newProxyInstance(
                StreamSinkConduit.class.getClassLoader(),
                new Class<?>[] {StreamSinkConduit.class},
                (proxy, method, arguments) -> {
                    if (arguments[0] instanceof ByteBuffer one) {
                        return take(one);
                    }
                    return (long) take(((ByteBuffer[]) arguments[0])[(int) arguments[1]]);
                });
    }

    private int take(ByteBuffer bytes) {
        int taken = Math.min(2, bytes.remaining());
        for (int i = 0; i < taken; i++) {
            sent.append((char) bytes.get());
        }
        return taken;
    }
}
