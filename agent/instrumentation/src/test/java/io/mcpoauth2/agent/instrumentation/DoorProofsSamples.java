package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** A server and its door, as small as they can be. */
public final class DoorProofsSamples {
    private DoorProofsSamples() {}

    /** A server that answers; its state is there only when it was constructed. */
    public static class Server {
        private final List<String> answers = List.of("answer");

        public String handle(List<String> ran) {
            String answer = answers.get(0);
            ran.add("handle");
            return answer;
        }
    }

    /** A door that refuses everything. */
    public static final class HandleAdvice {
        private HandleAdvice() {}

        @Advice.OnMethodEnter(inline = false)
        public static void enter(@Advice.This Object server) {
            Canary.stop(server);
            throw new SecurityException("refused by advice");
        }
    }
}
