package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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

    /** Returns what the exit needs, and request and response as the servlet is to see them. */
    @Advice.AssignReturned.ToArguments({
        @ToArgument(value = 0, index = 1, typing = Assigner.Typing.DYNAMIC),
        @ToArgument(value = 1, index = 2, typing = Assigner.Typing.DYNAMIC)
    })
    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class, skipOnIndex = 0)
    public static @Nullable Object[] enter(
            @Advice.This Object servlet,
            @Advice.Argument(0) ServletRequest request,
            @Advice.Argument(1) ServletResponse response) {
        Canary.stop(servlet);
        ServletExchange exchange = ServletExchange.of(request, response);
        if (exchange == null) {
            return new @Nullable Object[] {null, request, response, null, null}; // Not HTTP: the method itself throws.
        }
        @Nullable Object entered = Doors.installed().enter(exchange);
        @Nullable ShownResponse shown = ShownResponse.of(request, response);
        ServletResponse given = shown == null ? response : shown;
        @Nullable ListResponse list = ListResponse.of(given);
        HttpServletRequest message = ServletMessage.of((HttpServletRequest) request);
        HttpServletRequest read = shown == null ? message : new ShownRequest(message, shown);
        return list == null
                ? new @Nullable Object[] {entered, read, given, null, shown}
                : new @Nullable Object[] {entered, new ListRequest(read, list), list.within(given), list, shown};
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
        @Nullable Throwable failed = returned == null ? thrown : sent(returned, request, thrown);
        if (failed == null && Doors.isNested(entered)) {
            return null;
        }
        ServletExchange exchange = ServletExchange.of(request, response);
        if (exchange == null) {
            return failed;
        }
        Doors.installed().exit(entered, exchange);
        return Doors.installed().answerRefusal(failed, exchange);
    }

    /** The servlet has returned: what it has written of a list is sent, and the head of its response shown. */
    private static @Nullable Throwable sent(
            @Nullable Object[] returned, ServletRequest request, @Nullable Throwable thrown) {
        boolean goesOn = thrown == null && request.isAsyncStarted();
        @Nullable Throwable failed = returned[3] instanceof ListResponse list ? sent(list, goesOn, thrown) : thrown;
        if (returned[4] instanceof ShownResponse shown) {
            if (goesOn) {
                shown.goOn();
            } else if (failed == null) {
                shown.end();
            }
        }
        return failed;
    }

    private static @Nullable Throwable sent(ListResponse list, boolean goesOn, @Nullable Throwable thrown) {
        try {
            if (thrown != null) {
                list.pass();
            } else if (goesOn) {
                list.goOn();
            } else {
                list.end();
            }
            return thrown;
        } catch (IOException e) {
            if (thrown == null) {
                return e;
            }
            thrown.addSuppressed(e);
            return thrown;
        }
    }
}
