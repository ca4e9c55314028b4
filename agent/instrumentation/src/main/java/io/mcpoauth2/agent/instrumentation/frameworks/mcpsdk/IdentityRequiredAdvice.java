package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/** On handler methods of transports without a servlet response: the servlet layer turns the exception into a 401. */
public final class IdentityRequiredAdvice {
    private IdentityRequiredAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object transport) {
        Canary.stop(transport);
        SessionIdentity.require();
    }
}
