package io.mcpoauth2.agent.instrumentation.context.springsecurity;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** On {@code SecurityContextImpl.getAuthentication()}: what the context holds stays as it is. */
public final class AuthenticationAdvice {
    private AuthenticationAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Authentication exit(@Advice.Return @Nullable Authentication own) {
        return ShownUser.insteadOf(own);
    }
}
