package io.mcpoauth2.agent.instrumentation.context.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code HttpServletRequest.getUserPrincipal()}. */
public final class UserPrincipalAdvice {
    private UserPrincipalAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Principal exit(
            @Advice.This HttpServletRequest request, @Advice.Return @Nullable Principal own) {
        return own == null ? RequestUser.principalOf(request) : own;
    }
}
