package io.mcpoauth2.agent.instrumentation.doors.ktor;

import static io.mcpoauth2.agent.door.SampleLists.LIST;
import static io.mcpoauth2.agent.door.SampleLists.SHOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ktor.utils.io.ByteWriteChannel;
import io.mcpoauth2.agent.door.SampleLists;
import io.mcpoauth2.agent.door.WrittenLists;
import java.nio.charset.StandardCharsets;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.io.Buffer;
import kotlinx.io.Sink;
import kotlinx.io.SourcesKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldChannelTest {
    private static final byte[] WRITTEN = LIST.getBytes(StandardCharsets.UTF_8);

    private final Channel below = new Channel();
    private final HeldChannel channel = new HeldChannel(below, new SampleLists().asked());

    @Test
    void listIsHeldWhateverIsFlushedAndFlushedByWhoeverCompletesIt() {
        for (int i = 0; i < WRITTEN.length; i++) {
            channel.getWriteBuffer().write(WRITTEN, i, i + 1);
            assertThat(channel.flush(below)).isSameAs(Unit.INSTANCE);
        }
        assertThat(below.text()).isEmpty();

        channel.complete();

        assertThat(below.text()).isEqualTo(SHOWN);
        assertThat(below.flushes).isZero();
    }

    @Test
    void listThatIsClosedByTheApplicationIsSentFirstAndOnce() {
        channel.getWriteBuffer().write(WRITTEN, 0, WRITTEN.length);

        channel.flushAndClose(below);

        assertThat(below.text()).isEqualTo(SHOWN);
        assertThat(channel.isClosedForWrite()).isTrue();
        channel.complete();
        assertThat(below.text()).isEqualTo(SHOWN);
    }

    @Test
    void whatIsTooLongGoesOnAsItComes() {
        byte[] most = new byte[WrittenLists.MOST];
        channel.getWriteBuffer().write(most, 0, most.length);
        channel.flush(below);
        channel.getWriteBuffer().write(WRITTEN, 0, WRITTEN.length);
        channel.flush(below);

        assertThat(below.text()).hasSize(most.length + LIST.length()).endsWith("\0" + LIST);
        assertThat(below.flushes).isEqualTo(1);
        channel.getWriteBuffer().write(WRITTEN, 0, WRITTEN.length);
        channel.flushAndClose(below);
        assertThat(below.text()).endsWith("}" + LIST);
    }

    /** What the server writes, which is also who is told of it. */
    private static final class Channel implements ByteWriteChannel, Continuation<Unit> {
        final Buffer buffer = new Buffer();
        int flushes;
        boolean closed;

        String text() {
            return new String(SourcesKt.readByteArray(buffer.peek()), StandardCharsets.UTF_8);
        }

        @Override
        public Object flush(Continuation<? super Unit> flushed) {
            flushes++;
            return Unit.INSTANCE;
        }

        @Override
        public Object flushAndClose(Continuation<? super Unit> flushed) {
            closed = true;
            return Unit.INSTANCE;
        }

        @Override
        public boolean isClosedForWrite() {
            return closed;
        }

        @Override
        public @Nullable Throwable getClosedCause() {
            return null;
        }

        @Override
        public Sink getWriteBuffer() {
            if (closed) {
                throw new IllegalStateException("As a channel does that is closed");
            }
            return buffer;
        }

        @Override
        public void cancel(@Nullable Throwable cause) {
            closed = true;
        }

        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {
            throw new AssertionError("nothing was suspended");
        }
    }
}
