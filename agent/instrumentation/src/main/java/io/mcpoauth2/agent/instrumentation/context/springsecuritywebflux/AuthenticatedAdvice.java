package io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux;

import net.bytebuddy.asm.Advice;
import reactor.core.publisher.Mono;

/** On {@code filter} of the first filter behind all that authenticate. */
public final class AuthenticatedAdvice {
    private AuthenticatedAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static Mono<Void> exit(@Advice.Return Mono<Void> filtered) {
        return ReactiveUser.behindAuthentication(filtered);
    }
}
