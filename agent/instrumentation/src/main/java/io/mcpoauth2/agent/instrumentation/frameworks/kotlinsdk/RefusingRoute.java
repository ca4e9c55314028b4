package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import io.ktor.server.routing.RoutingContext;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;

/**
 * The handler of a route of the SDK's: it refuses before a stream of events is opened or a WebSocket upgraded, when there
 * still is a status to send.
 */
final class RefusingRoute implements Function2<RoutingContext, Continuation<?>, Object> {
    private static final String SDK = "io.modelcontextprotocol.kotlin.sdk.server.";

    /** Between the SDK's function and Ktor's registration lie a few of Ktor's builders. */
    private static final int FRAMES = 64;

    private final Function2<RoutingContext, Continuation<?>, Object> handler;

    RefusingRoute(Function2<RoutingContext, Continuation<?>, Object> handler) {
        this.handler = handler;
    }

    /** Whether the SDK is registering a route on this thread: its handlers are lambdas of many names. */
    static boolean isOfTheSdk() {
        return StackWalker.getInstance()
                .walk(frames -> frames.limit(FRAMES)
                        .anyMatch(frame -> frame.getClassName().startsWith(SDK)));
    }

    @Override
    public Object invoke(RoutingContext context, Continuation<?> continuation) {
        Object refused = KtorRefusal.of(context.getCall(), continuation);
        return refused == null ? handler.invoke(context, continuation) : refused;
    }
}
