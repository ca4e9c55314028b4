package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.server.application.PipelineCall;
import io.ktor.server.routing.RoutingCall;
import io.ktor.util.pipeline.Pipeline;
import io.mcpoauth2.agent.door.DoorRequest;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Entry;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.context.coroutines.CallerElement;
import io.mcpoauth2.bridge.Carrier;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * Has each request judged before its engine's pipeline is executed. Runs on event loops: must not block.
 *
 * <p>What a method returns here is what the suspend function returns in whose place it was called.
 */
final class KtorDoor {
    private KtorDoor() {}

    /**
     * @param context the call
     * @param caller resumed when the pipeline has been executed, or the request refused
     * @return null if the pipeline is to be executed as it is: the request has been judged
     */
    static @Nullable Object serve(Object pipeline, Object context, Object subject, Continuation<Object> caller) {
        if (caller instanceof ServedCall) {
            return null;
        }
        PipelineCall call = (PipelineCall) context;
        DoorRequest request = Engines.request(call);
        if (request == null) {
            return judgedElsewhere(caller) ? null : RefusedCall.answer(Doors.withoutDoor(), call, subject, caller);
        }
        JudgedCall judged = new JudgedCall(pipeline(pipeline), call, subject, request, caller);
        CompletableFuture<Entry> entry = Doors.installed().eventLoops().enter(request);
        return entry.isDone() ? judged.act(entry.join()) : judged.actLater(entry);
    }

    /** Engines on a servlet container or Jetty launch a call's coroutine on the thread that has passed their door. */
    private static boolean judgedElsewhere(Continuation<Object> caller) {
        return Carrier.current() != null && CallerElement.isJudged(caller.getContext());
    }

    /** The gate's answer for a handler's refusal, where nothing has been sent; null if it is another failure. */
    static @Nullable Object answerRefusal(Object call, Throwable error, Continuation<Object> caller) {
        // A route's handler has a call of its own.
        Object engines = call instanceof RoutingCall routed ? routed.getPipelineCall() : call;
        if (!(engines instanceof PipelineCall refused) || refused.getResponse().isCommitted()) {
            return null;
        }
        HttpReply reply = Doors.installed().eventLoops().refusalOf(error).orElse(null);
        return reply == null ? null : Answers.send(reply, refused, caller);
    }

    @SuppressWarnings("unchecked") // An engine's pipeline is one of calls.
    private static Pipeline<Object, PipelineCall> pipeline(Object pipeline) {
        return (Pipeline<Object, PipelineCall>) Objects.requireNonNull(pipeline);
    }
}
