package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.server.application.PipelineCall;
import io.ktor.util.pipeline.Pipeline;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.DoorRequest;
import io.mcpoauth2.agent.door.Entry;
import java.util.concurrent.CompletableFuture;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/** A call between its ruling and its pipeline; resumed, in the call's own dispatcher, when a ruling has come later. */
final class JudgedCall implements Continuation<Unit> {
    private final Pipeline<Object, PipelineCall> pipeline;
    private final PipelineCall call;
    private final Object subject;
    private final DoorRequest request;
    private final Continuation<Object> caller;
    /** What has been decided while the call was suspended. */
    private @Nullable Entry decided;

    JudgedCall(
            Pipeline<Object, PipelineCall> pipeline,
            PipelineCall call,
            Object subject,
            DoorRequest request,
            Continuation<Object> caller) {
        this.pipeline = pipeline;
        this.call = call;
        this.subject = subject;
        this.request = request;
        this.caller = caller;
    }

    Object act(Entry entry) {
        return entry instanceof Entry.Answered answered
                ? RefusedCall.answer(answered.reply(), call, subject, caller)
                : ServedCall.serve(pipeline, call, subject, caller, ((Entry.Admitted) entry).admission());
    }

    /** The body of a call that waits is not read, and answers to the requests behind it keep their order. */
    Object actLater(CompletableFuture<Entry> entry) {
        ContinuationInterceptor dispatcher = getContext().get(ContinuationInterceptor.Key);
        Continuation<? super Unit> dispatched = dispatcher == null ? this : dispatcher.interceptContinuation(this);
        var unused = entry.thenAccept(made -> {
            decided = made;
            try {
                dispatched.resumeWith(Unit.INSTANCE);
            } catch (RuntimeException e) { // The server has stopped.
                if (made instanceof Entry.Admitted admitted) {
                    admitted.admission().end();
                }
                caller.resumeWith(ResultKt.createFailure(e));
            }
        });
        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }

    @Override
    public CoroutineContext getContext() {
        return caller.getContext();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
    public void resumeWith(Object result) {
        Object returned;
        try {
            returned = actIfActive(result);
        } catch (Throwable failure) {
            returned = ResultKt.createFailure(failure);
        }
        if (returned != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            caller.resumeWith(returned);
        }
    }

    /** A call that has been cancelled meanwhile, as its client has gone, is let go. */
    private Object actIfActive(Object result) {
        Entry entry = decided;
        if (entry == null) {
            return result;
        }
        Job job = getContext().get(Job.Key);
        boolean gone = request.isComplete() || (job != null && !job.isActive());
        if (gone && entry instanceof Entry.Admitted admitted) {
            Admission admission = admitted.admission();
            admission.end();
            return ResultKt.createFailure(new java.util.concurrent.CancellationException("the client has gone"));
        }
        return act(entry);
    }
}
