package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import io.ktor.http.ContentType;
import io.ktor.http.HttpStatusCode;
import io.ktor.server.application.ApplicationCall;
import io.ktor.server.response.ApplicationResponseFunctionsKt;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.McpFramework;
import io.mcpoauth2.agent.exchange.HttpReply;
import java.util.Objects;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * ErrorReplies of calls and of streams of the Kotlin SDK.
 *
 * <p>The compiler has a suspend function call itself again when it is resumed, on whatever thread, with null for its
 * parameters and its own state as the continuation. That is no new message: it was judged when it came.
 */
final class KtorRefusal {
    private static final String NAME = "the MCP Kotlin SDK";
    private static final McpFramework ON_KTOR = new McpFramework(NAME, "Ktor", McpFramework.ANOTHER_LOCK);
    private static final String SDK = "io.modelcontextprotocol.kotlin.sdk.";

    private KtorRefusal() {}

    /**
     * Refuses a call that has no caller.
     *
     * @param continuation resumed when the refusal has been sent
     * @return what a suspend function returns that sends the refusal; null if the call may go on
     */
    static @Nullable Object of(ApplicationCall call, Continuation<?> continuation) {
        if (call.getResponse().isCommitted()) {
            Doors.installed().chokePoints().require(ON_KTOR);
            return null;
        }
        HttpReply reply = Doors.installed().chokePoints().refusal(ON_KTOR);
        return reply == null ? null : send(reply, call, unit(continuation));
    }

    /** The same for a suspend function with these arguments, of which one is the call and the last the continuation. */
    static @Nullable Object ofFunction(@Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof ApplicationCall call) {
                return of(call, (Continuation<?>) Objects.requireNonNull(continuation(arguments)));
            }
        }
        return null; // Resumed.
    }

    /**
     * Refuses the start of a stream that no caller has asked for.
     *
     * @param arguments of a suspend function without parameters
     * @throws io.mcpoauth2.bridge.NotAuthenticatedException if the thread works for no authenticated request
     */
    static void requireIdentity(Object transport, @Nullable Object[] arguments) {
        if (!isState(transport, continuation(arguments))) {
            Doors.installed().chokePoints().require(ON_KTOR);
        }
    }

    /**
     * Refuses a session over a transport that is not the SDK's own, which are refused elsewhere or serve no network.
     *
     * @param transport null if the function is resumed
     * @throws io.mcpoauth2.bridge.NotAuthenticatedException if the thread works for no authenticated request
     */
    static void requireIdentityOfForeign(Object session, @Nullable Object transport) {
        if (transport != null && !transport.getClass().getName().startsWith(SDK) && isOfServer(session.getClass())) {
            Doors.installed()
                    .chokePoints()
                    .require(new McpFramework(
                            NAME, "the transport " + transport.getClass().getName(), McpFramework.ANOTHER_LOCK));
        }
    }

    static boolean isOfServer(Class<?> session) {
        for (Class<?> type = session; type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(SDK + "server.")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the continuation is the state of one of this transport's own functions, so that one is being resumed. */
    private static boolean isState(Object transport, @Nullable Object continuation) {
        return continuation != null
                && continuation
                        .getClass()
                        .getName()
                        .startsWith(transport.getClass().getName() + "$");
    }

    private static @Nullable Object continuation(@Nullable Object[] arguments) {
        return arguments[arguments.length - 1];
    }

    @SuppressWarnings("unchecked") // Kotlin's "in" is Java's "? super", which erases.
    private static Continuation<? super Unit> unit(Continuation<?> continuation) {
        return (Continuation<? super Unit>) continuation;
    }

    private static Object send(HttpReply reply, ApplicationCall call, Continuation<? super Unit> continuation) {
        for (HttpReply.Header header : reply.headers()) {
            if (!header.name().equalsIgnoreCase("Content-Type")) {
                call.getResponse().getHeaders().append(header.name(), header.value(), true);
            }
        }
        return Objects.requireNonNull(ApplicationResponseFunctionsKt.respondBytes(
                call,
                reply.body(),
                ContentType.Companion.parse("application/json"),
                HttpStatusCode.Companion.fromValue(reply.status()),
                content -> Unit.INSTANCE,
                continuation));
    }
}
