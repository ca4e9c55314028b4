package io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux;

import net.bytebuddy.asm.Advice;
import org.springframework.security.core.context.SecurityContext;
import reactor.core.publisher.Mono;

/** On {@code ReactiveSecurityContextHolder.getContext()}. */
public final class ReactiveContextAdvice {
    private ReactiveContextAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static Mono<SecurityContext> exit(@Advice.Return Mono<SecurityContext> own) {
        return ReactiveUser.insteadOf(own);
    }
}
