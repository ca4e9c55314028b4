package io.mcpoauth2.agent.instrumentation.context.coroutines;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.Optional;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * The request that a coroutine runs for, in its context: on the thread whenever the coroutine runs, taken off it when the
 * coroutine suspends.
 *
 * <p>Children and what goes to another dispatcher inherit it with the context.
 */
@SuppressWarnings("ReferenceEquality") // Identities are compared as such on purpose.
public final class CallerElement extends AbstractCoroutineContextElement
        implements ThreadContextElement<CallerElement.Before> {
    private static final CoroutineContext.Key<CallerElement> KEY = new CoroutineContext.Key<>() {};

    /** Of a coroutine that no request has launched: it hides whoever's thread resumes it. */
    private static final CallerElement NOBODY = new CallerElement(RequestIdentity.NOBODY, null);

    /** That of the coroutine which the thread runs. */
    private static final ThreadLocal<@Nullable CallerElement> RUNNING = new ThreadLocal<>();

    private final RequestIdentity identity;
    private final @Nullable Admission admission;

    private CallerElement(RequestIdentity identity, @Nullable Admission admission) {
        super(KEY);
        this.identity = identity;
        this.admission = admission;
        identity.showAcrossThreads();
    }

    public static CallerElement of(Admission admission) {
        return new CallerElement(admission.identity(), admission);
    }

    /** What the thread's coroutine was admitted by; empty where no door has admitted a coroutine that runs here. */
    public static Optional<Admission> runningAdmission() {
        CallerElement running = RUNNING.get();
        return running == null || running.identity != Carrier.current()
                ? Optional.empty()
                : Optional.ofNullable(running.admission);
    }

    /** Whether a door has judged the request whose coroutine this is the context of, or launched it from its thread. */
    public static boolean isJudged(CoroutineContext context) {
        CallerElement known = context.get(KEY);
        return known != null && known != NOBODY;
    }

    /**
     * The context of a coroutine that this thread launches: it runs as whoever launches it, also in a scope that another
     * request has made.
     */
    static CoroutineContext ofLaunched(CoroutineContext context) {
        CallerElement known = context.get(KEY);
        RequestIdentity cause = Carrier.cause();
        if (cause == null) {
            return known == null ? context.plus(NOBODY) : context;
        }
        return known != null && known.identity == cause ? context : context.plus(ofCause(cause));
    }

    private static CallerElement ofCause(RequestIdentity cause) {
        CallerElement running = RUNNING.get();
        return running != null && running.identity == cause ? running : new CallerElement(cause, null);
    }

    /** The context of a part of a coroutine: its request stays the coroutine's, whatever scope it goes to. */
    static CoroutineContext ofPart(CoroutineContext coroutine, CoroutineContext part) {
        CallerElement own = coroutine.get(KEY);
        return own == null || part.get(KEY) == own ? part : part.plus(own);
    }

    @Override
    public Before updateThreadContext(CoroutineContext context) {
        Before before = new Before(Carrier.swap(identity), RUNNING.get());
        RUNNING.set(this);
        return before;
    }

    @Override
    public void restoreThreadContext(CoroutineContext context, Before before) {
        RUNNING.set(before.running);
        Carrier.restore(before.identity);
    }

    /** What the thread did before it ran the coroutine. */
    public record Before(
            @Nullable RequestIdentity identity, @Nullable CallerElement running) {}
}
