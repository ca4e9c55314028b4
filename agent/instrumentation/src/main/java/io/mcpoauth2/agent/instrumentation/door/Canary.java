package io.mcpoauth2.agent.instrumentation.door;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A call by which the agent finds out whether a woven method still has its advice.
 *
 * <p>The receiver is an object that the agent has made for this one call and that nobody else holds. It is known by its
 * identity, and only to the thread that made it; its arguments are null, so that nothing of a request is looked at. A
 * canary never passes: advice stops it, and what the method does is not done.
 */
@SuppressWarnings("ReferenceEquality") // Equal is not enough: an object of the application may say that it equals all.
public final class Canary {
    /** All that requests look at: how many canaries are on their way. */
    private static final AtomicInteger UNDERWAY = new AtomicInteger();

    private static final ThreadLocal<@Nullable Canary> SENT = new ThreadLocal<>();

    private final Object receiver;
    private final Stopped stopped = new Stopped();

    /**
     * @param receiver made for this canary alone
     */
    public Canary(Object receiver) {
        this.receiver = receiver;
    }

    /**
     * What advice calls before anything else; it returns for every request.
     *
     * @param receiver of the woven method; of a static one its first argument that is no interface
     * @throws RuntimeException to the sender, if this is its canary
     */
    public static void stop(Object receiver) {
        if (UNDERWAY.get() != 0) {
            stopIfSent(receiver);
        }
    }

    private static void stopIfSent(Object receiver) {
        Canary sent = SENT.get();
        if (sent != null && sent.receiver == receiver) {
            throw sent.stopped;
        }
    }

    /**
     * Sends the canary into a method.
     *
     * @param arguments all of them, the receiver among them
     * @return whether advice has stopped it; false if the method has returned
     * @throws Throwable what the method threw
     */
    public boolean isStoppedBy(MethodHandle method, @Nullable Object[] arguments) throws Throwable {
        Canary outer = SENT.get();
        UNDERWAY.incrementAndGet();
        SENT.set(this);
        try {
            method.invokeWithArguments(arguments);
            return false;
        } catch (Stopped caught) {
            if (caught != stopped) {
                throw caught;
            }
            return true;
        } finally {
            if (outer == null) {
                SENT.remove();
            } else {
                SENT.set(outer);
            }
            UNDERWAY.decrementAndGet();
        }
    }

    /** Leaves the advice, so that the woven method's body does not run, whatever kind of advice it is. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("mcp-oauth2-agent proves its advice", null, false, false);
        }
    }
}
