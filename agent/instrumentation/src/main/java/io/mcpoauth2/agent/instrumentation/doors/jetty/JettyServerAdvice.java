package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.listeners.OtherServers;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** On {@code Server.handle(Request, Response, Callback)}, which returns whether the request is handled. */
public final class JettyServerAdvice {
    private JettyServerAdvice() {}

    /** Returns what the exit needs, and the request as the application is to see it. */
    @Advice.AssignReturned.ToArguments(@ToArgument(value = 0, index = 1, typing = Assigner.Typing.DYNAMIC))
    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class, skipOnIndex = 0)
    public static @Nullable Object[] enter(
            @Advice.This Object server,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response,
            @Advice.Argument(2) Callback callback) {
        Canary.stop(server);
        // What another agent serves is left alone: told by the channel that its connector listens on.
        @Nullable
        Object entered = OtherServers.isLeft(
                        request.getConnectionMetaData().getConnector().getTransport(), null)
                ? null
                : Doors.installed().enter(new JettyExchange(request, response, callback));
        return new @Nullable Object[] {entered, JettyMessage.of(request)};
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static boolean exit(
            @Advice.Enter @Nullable Object @Nullable [] entered,
            @Advice.Return boolean handled,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response,
            @Advice.Argument(2) Callback callback) {
        @Nullable Object pass = entered == null ? null : entered[0];
        Doors.installed().exit(pass, new JettyExchange(request, response, callback));
        return handled || pass == Skip.BODY;
    }
}
