package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * On {@code HttpServlet.service}: restores the identity after a dispatch, is the boundary where no outer door judged the
 * request, and answers a refusal that a handler threw.
 */
public final class HttpServletAdvice {
    private HttpServletAdvice() {}

    /** Returns what the exit needs, and the request as the servlet is to see it. */
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 0, index = 1, typing = Assigner.Typing.DYNAMIC))
    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class, skipOnIndex = 0)
    public static @Nullable Object[] enter(
            @Advice.This Object servlet,
            @Advice.Argument(0) ServletRequest request,
            @Advice.Argument(1) ServletResponse response) {
        Canary.stop(servlet);
        ServletExchange exchange = ServletExchange.of(request, response);
        if (exchange == null) {
            return new @Nullable Object[] {null, request}; // Not HTTP: the method itself throws.
        }
        @Nullable Object entered = Doors.installed().enter(exchange);
        return new @Nullable Object[] {entered, ServletMessage.of((HttpServletRequest) request)};
    }

    @Advice.AssignReturned.AsScalar(skipOnDefaultValue = false)
    @Advice.AssignReturned.ToThrown
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static @Nullable Throwable exit(
            @Advice.Enter @Nullable Object @Nullable [] returned,
            @Advice.Thrown(typing = Assigner.Typing.DYNAMIC) @Nullable Throwable thrown,
            @Advice.Argument(0) ServletRequest request,
            @Advice.Argument(1) ServletResponse response) {
        @Nullable Object entered = returned == null ? null : returned[0];
        if (thrown == null && Doors.isNested(entered)) {
            return null;
        }
        ServletExchange exchange = ServletExchange.of(request, response);
        if (exchange == null) {
            return thrown;
        }
        Doors.installed().exit(entered, exchange);
        return Doors.installed().answerRefusal(thrown, exchange);
    }
}
