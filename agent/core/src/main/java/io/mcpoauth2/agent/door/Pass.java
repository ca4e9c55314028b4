package io.mcpoauth2.agent.door;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a thread through a request, whose identity the thread carries until the pass is left.
 *
 * @param previous what the thread carried before
 * @param opened what this pass opened and must see ended; null in every other pass
 * @param entered what this pass entered by another thread than the first; null in every other pass
 */
record Pass(
        @Nullable RequestIdentity previous,
        @Nullable Admission opened,
        @Nullable Admission entered) {
    /** A pass within another of the same thread and request, of which most requests have some: there is nothing to leave. */
    private static final Object NESTED = new Object();

    /** For who has nothing to leave. */
    static Object nested() {
        return NESTED;
    }

    static boolean isNested(@Nullable Object entered) {
        return entered == NESTED;
    }

    /** The last step of who opens it: if one after it failed, nothing would take the identity off the thread again. */
    static Pass opening(Admission admission) {
        return new Pass(Carrier.swap(admission.identity()), admission, null);
    }

    /** A pass within another of the same thread, or one of another thread, during which the response is not to be ended. */
    static Object again(Admission known) {
        if (Carrier.current() == known.identity()) {
            return NESTED;
        }
        if (known.isNobodys()) {
            return new Pass(Carrier.swap(known.identity()), null, null);
        }
        known.enterDoorAgain();
        return new Pass(Carrier.swap(known.identity()), null, known);
    }

    /**
     * Takes the identity off the thread again.
     *
     * @return what this pass opened, which is to be seen ended
     */
    @Nullable
    Admission leave() {
        Carrier.restore(previous);
        if (entered != null) {
            entered.leaveDoor();
        }
        return opened;
    }
}
