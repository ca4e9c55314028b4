package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code Protocol.connect}, by which a server's session, and a client, begins to listen to its transport. */
public final class ConnectAdvice {
    private ConnectAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object session, @Advice.Argument(0) @Nullable Object transport) {
        KtorRefusal.requireIdentityOfForeign(session, transport);
    }
}
