package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.server.application.PipelineCall;
import io.ktor.util.pipeline.Pipeline;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.instrumentation.context.coroutines.CallerElement;
import java.util.Objects;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;

/** The execution of a pipeline for an admitted call: its context has the caller, and its end ends the admission. */
@SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
final class ServedCall implements Continuation<Object> {
    private final Continuation<Object> caller;
    private final CoroutineContext context;
    private final Admission admission;

    private ServedCall(Continuation<Object> caller, CoroutineContext context, Admission admission) {
        this.caller = caller;
        this.context = context;
        this.admission = admission;
    }

    /** Executes the pipeline as the caller, which is on the thread until the pipeline suspends. */
    static Object serve(
            Pipeline<Object, PipelineCall> pipeline,
            PipelineCall call,
            Object subject,
            Continuation<Object> caller,
            Admission admission) {
        ObservedCalls.add(call, admission);
        boolean suspended = false;
        try {
            CallerElement element = CallerElement.of(admission);
            CoroutineContext context = caller.getContext().plus(element);
            CallerElement.Before before = element.updateThreadContext(context);
            try {
                Object executed = Objects.requireNonNull(
                        pipeline.execute(call, subject, new ServedCall(caller, context, admission)));
                suspended = executed == IntrinsicsKt.getCOROUTINE_SUSPENDED();
                return executed;
            } finally {
                element.restoreThreadContext(context, before);
            }
        } finally {
            if (!suspended) {
                admission.end();
            }
        }
    }

    @Override
    public CoroutineContext getContext() {
        return context;
    }

    /** The engine goes on in its own dispatcher, as it does when its pipeline resumes it itself. */
    @Override
    public void resumeWith(Object result) {
        admission.end();
        IntrinsicsKt.intercepted(caller).resumeWith(result);
    }
}
