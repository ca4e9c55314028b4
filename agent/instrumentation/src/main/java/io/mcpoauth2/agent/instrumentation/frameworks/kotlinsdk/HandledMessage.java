package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Watched;
import io.mcpoauth2.agent.instrumentation.context.coroutines.CallerElement;
import java.util.Optional;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * The handling of one message by a session, for the caller of the request that has brought it.
 *
 * <p>The SDK answers the request of some transports while the message is still handled, so that the handling has an
 * admission of its own.
 */
final class HandledMessage implements Continuation<Object> {
    private final Continuation<Object> caller;
    private final CoroutineContext context;
    private final CallerElement element;
    private final Admission admission;
    /** Of the thread that has begun, until it leaves. */
    private final CallerElement.Before before;

    private HandledMessage(Continuation<Object> caller, Admission admission) {
        this.caller = caller;
        this.admission = admission;
        this.element = CallerElement.of(admission);
        this.context = caller.getContext().plus(element);
        this.before = element.updateThreadContext(context);
    }

    /**
     * @param caller resumed when the message has been handled
     * @return what is to be resumed instead, with the caller on this thread until it is {@link #leave left}
     */
    static Continuation<Object> of(Object session, Continuation<Object> caller) {
        Optional<Admission> admission =
                KtorRefusal.isOfServer(session.getClass()) ? CallerElement.runningAdmission() : Optional.empty();
        return admission.isEmpty()
                ? caller
                : new HandledMessage(caller, admission.get().outlasting(new Handling(caller.getContext())));
    }

    /**
     * @param returned by the function that handles the message; null if it threw
     */
    @SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
    static void leave(@Nullable Continuation<Object> entered, @Nullable Object returned) {
        if (entered instanceof HandledMessage message) {
            message.element.restoreThreadContext(message.context, message.before);
            if (returned != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                message.admission.end();
            }
        }
    }

    @Override
    public CoroutineContext getContext() {
        return context;
    }

    @Override
    public void resumeWith(Object result) {
        admission.end();
        caller.resumeWith(result);
    }

    /** The coroutine that handles a message: it is cancelled when the caller's token no longer stands. */
    private record Handling(CoroutineContext context) implements Watched {
        private @Nullable Job job() {
            return context.get(Job.Key);
        }

        @Override
        public boolean isComplete() {
            Job job = job();
            return job != null && job.isCompleted();
        }

        @Override
        public void expire(Admission admission) {
            Job job = job();
            if (job != null) {
                job.cancel(null);
            }
        }
    }
}
