package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.server.application.PipelineCall;
import io.ktor.utils.io.ByteReadChannel;
import io.ktor.utils.io.ByteReadChannelOperationsKt;
import io.mcpoauth2.agent.exchange.HttpReply;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;

/**
 * The answer to a call that no pipeline is executed for, and then the rest of its request: a connection of HTTP/1 brings
 * the next one behind it.
 */
@SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
final class RefusedCall implements Continuation<Object> {
    private final PipelineCall call;
    private final Object subject;
    private final Continuation<Object> caller;
    private boolean answered;

    private RefusedCall(PipelineCall call, Object subject, Continuation<Object> caller) {
        this.call = call;
        this.subject = subject;
        this.caller = caller;
    }

    /**
     * @param subject what the pipeline would have returned
     */
    static Object answer(HttpReply reply, PipelineCall call, Object subject, Continuation<Object> caller) {
        RefusedCall refused = new RefusedCall(call, subject, caller);
        Object sent = Answers.send(reply, call, refused);
        return sent == IntrinsicsKt.getCOROUTINE_SUSPENDED() ? sent : refused.drain();
    }

    private Object drain() {
        answered = true;
        if (!call.getRequest().getLocal().getVersion().startsWith("HTTP/1")) {
            return subject;
        }
        ByteReadChannel body = call.getRequest().receiveChannel();
        Object drained = ByteReadChannelOperationsKt.discard(body, Long.MAX_VALUE, this);
        return drained == IntrinsicsKt.getCOROUTINE_SUSPENDED() ? drained : subject;
    }

    @Override
    public CoroutineContext getContext() {
        return caller.getContext();
    }

    /** A client that goes away before all of its request has come leaves nothing to do. */
    @Override
    public void resumeWith(Object result) {
        Object returned = result;
        if (answered) {
            returned = subject;
        } else if (!Answers.isFailure(result)) {
            returned = drainOrFail();
        }
        if (returned != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            IntrinsicsKt.intercepted(caller).resumeWith(returned);
        }
    }

    private Object drainOrFail() {
        try {
            return drain();
        } catch (Throwable failure) {
            return Answers.failure(failure);
        }
    }
}
