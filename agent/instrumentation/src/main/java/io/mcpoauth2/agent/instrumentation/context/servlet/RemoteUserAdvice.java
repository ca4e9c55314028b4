package io.mcpoauth2.agent.instrumentation.context.servlet;

import io.mcpoauth2.bridge.CallerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code HttpServletRequest.getRemoteUser()}. */
public final class RemoteUserAdvice {
    private RemoteUserAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable String exit(@Advice.This HttpServletRequest request, @Advice.Return @Nullable String own) {
        return own == null && request.getUserPrincipal() instanceof CallerPrincipal caller ? caller.getName() : own;
    }
}
