package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.listeners.OtherServers;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** On {@code Server.handle(Request, Response, Callback)}, which returns whether the request is handled. */
public final class JettyServerAdvice {
    private JettyServerAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(
            @Advice.This Object server,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response,
            @Advice.Argument(2) Callback callback) {
        Canary.stop(server);
        // What another agent serves is left alone: told by the channel that its connector listens on.
        return OtherServers.isLeft(
                        request.getConnectionMetaData().getConnector().getTransport(), null)
                ? null
                : Doors.installed().enter(new JettyExchange(request, response, callback));
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static boolean exit(
            @Advice.Enter @Nullable Object entered,
            @Advice.Return boolean handled,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response,
            @Advice.Argument(2) Callback callback) {
        Doors.installed().exit(entered, new JettyExchange(request, response, callback));
        return handled || entered == Skip.BODY;
    }
}
