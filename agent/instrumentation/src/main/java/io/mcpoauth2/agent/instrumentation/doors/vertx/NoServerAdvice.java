package io.mcpoauth2.agent.instrumentation.doors.vertx;

import net.bytebuddy.asm.Advice;

/** On the methods of a {@code VertxImpl} that make an HTTP server, where the door does not fit its version. */
public final class NoServerAdvice {
    private NoServerAdvice() {}

    @SuppressWarnings("DoNotCallSuggester") // Woven code is its only caller.
    @Advice.OnMethodEnter(inline = false)
    public static void enter() {
        throw new IllegalStateException("mcp-oauth2-agent: this version of Vert.x has no door, so that its HTTP server"
                + " would be open: it is not made");
    }
}
