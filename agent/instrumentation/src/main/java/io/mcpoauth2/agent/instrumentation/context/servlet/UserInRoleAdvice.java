package io.mcpoauth2.agent.instrumentation.context.servlet;

import jakarta.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code HttpServletRequest.isUserInRole(String)}. */
public final class UserInRoleAdvice {
    private UserInRoleAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static boolean exit(
            @Advice.This HttpServletRequest request,
            @Advice.Argument(0) @Nullable String role,
            @Advice.Return boolean own) {
        return own || (role != null && RequestUser.isInRole(request, role));
    }
}
