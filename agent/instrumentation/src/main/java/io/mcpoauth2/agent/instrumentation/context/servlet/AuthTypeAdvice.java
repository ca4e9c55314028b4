package io.mcpoauth2.agent.instrumentation.context.servlet;

import jakarta.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code HttpServletRequest.getAuthType()}. */
public final class AuthTypeAdvice {
    private AuthTypeAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable String exit(@Advice.This HttpServletRequest request, @Advice.Return @Nullable String own) {
        return own == null && RequestUser.isCaller(request) ? "Bearer" : own;
    }
}
