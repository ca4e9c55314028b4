package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.bridge.Skip;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A server of an old compiler, and advice as any door has it. */
public final class StaticDispatchSamples {
    private StaticDispatchSamples() {}

    /** Each body tells that it ran. */
    public static final class OldServer {
        public long handle(long request, double weight, int count, List<Object> ran) throws Exception {
            for (int i = 0; i < count; i++) {
                ran.add(request + i);
            }
            return request;
        }

        public static void close(List<Object> ran) {
            ran.add("closed");
        }

        public static boolean isOpen(byte b, char c, short s, float f, boolean z, @Nullable Object nothing) {
            return z && nothing == null && b == 1 && c == 'c' && s == 2 && f == 3;
        }
    }

    /** On {@code OldServer.handle}: refuses request 0 and counts the others up. */
    public static final class HandleAdvice {
        private HandleAdvice() {}

        @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
        public static @Nullable Object enter(
                @Advice.This Object server,
                @Advice.Argument(0) long request,
                @Advice.Argument(1) double weight,
                @Advice.Argument(2) int count,
                @Advice.Argument(3) List<Object> ran)
                throws Exception {
            if (request < 0) {
                throw new java.io.IOException("refused with weight " + weight);
            }
            return request == 0 ? Skip.BODY : server.getClass().getName();
        }

        @Advice.AssignReturned.ToReturned
        @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
        public static long exit(
                @Advice.Enter @Nullable Object entered,
                @Advice.Return long returned,
                @Advice.Thrown @Nullable Throwable thrown) {
            return entered == Skip.BODY ? 503 : returned + 1;
        }
    }

    /** On {@code OldServer.close}. */
    public static final class CloseAdvice {
        private CloseAdvice() {}

        @Advice.OnMethodEnter(inline = false)
        public static void enter(@Advice.Argument(0) List<Object> ran) {
            ran.add("before");
        }
    }

    /** On {@code OldServer.isOpen}: opens what is shut. */
    public static final class IsOpenAdvice {
        private IsOpenAdvice() {}

        @Advice.AssignReturned.ToReturned
        @Advice.OnMethodExit(inline = false)
        public static boolean exit(
                @Advice.Argument(0) byte b,
                @Advice.Argument(1) char c,
                @Advice.Argument(2) short s,
                @Advice.Argument(3) float f,
                @Advice.Argument(4) boolean z,
                @Advice.Argument(5) @Nullable Object nothing,
                @Advice.Return boolean open) {
            return !open && b == 1 && c == 'c' && s == 2 && f == 3 && !z && nothing == null;
        }
    }

    /** On anything. */
    public static final class NothingAdvice {
        private NothingAdvice() {}

        @Advice.OnMethodEnter(inline = false)
        public static void enter() {}
    }
}
