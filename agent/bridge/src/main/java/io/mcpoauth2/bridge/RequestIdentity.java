package io.mcpoauth2.bridge;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The validated caller of one request, carried over every thread hop of that request and closed with it.
 *
 * <p>A closed identity is nobody's: whatever still holds it after the request ended (a timer, a pooled task) is refused.
 * The user is described by JDK types only, because each application class loader may have its own copy of the API.
 */
public final class RequestIdentity {
    /** The caller of a request that was let through without a token: present, so that it hides any other, and nobody. */
    public static final RequestIdentity NOBODY = new RequestIdentity(Map.of());

    static {
        NOBODY.close();
    }

    private final Map<String, Object> user;
    private final @Nullable Set<String> shownRoles;
    private volatile boolean closed;
    private volatile @Nullable View view;
    private volatile @Nullable Hold hold;
    /** Set before any coroutine has it. */
    private boolean inCoroutines;

    /** The handler that last admitted this caller. Racy on purpose: only compared, and any of them is right. */
    private @Nullable HandlerSite admittedBy;

    /**
     * Makes a caller of whom the application's framework is told nothing, as on a path that is not protected.
     *
     * @param user what is known of the caller, immutable; keys are those of {@link UserKeys}
     */
    public RequestIdentity(Map<String, Object> user) {
        this(user, null);
    }

    /**
     * @param user what is known of the caller, immutable; keys are those of {@link UserKeys}
     * @param shownRoles what the application's framework may be told with the caller's name; null for nothing, nor the name
     */
    public RequestIdentity(Map<String, Object> user, @Nullable Set<String> shownRoles) {
        this.user = user;
        this.shownRoles = shownRoles;
    }

    /** The same caller, open, by the same ruling. */
    public RequestIdentity again() {
        return new RequestIdentity(user, shownRoles);
    }

    public Map<String, Object> user() {
        return user;
    }

    /** Whether the application's framework may be told who this is, now. */
    public boolean isShown() {
        return shownRoles != null && !closed;
    }

    /** The roles that it may be told, too. */
    public Set<String> shownRoles() {
        return shownRoles == null ? Set.of() : shownRoles;
    }

    /** Ends this identity; from now on it authorises nothing, on any thread. Idempotent. */
    public void close() {
        closed = true;
        Hold held = hold;
        if (held != null) {
            held.identity = null;
        }
    }

    /** What a task keeps of this identity, which may outlive the request for long: it lets go of it when that ends. */
    public Hold hold() {
        Hold known = hold;
        if (known == null) {
            synchronized (this) {
                known = hold;
                if (known == null) {
                    known = new Hold(this);
                    hold = known;
                }
            }
            if (closed) { // Meanwhile, perhaps before it was set.
                known.identity = null;
            }
        }
        return known;
    }

    public boolean isOpen() {
        return !closed;
    }

    /** Coroutines carry it from thread to thread, where no frame tells that they are a handler's. */
    public void enterCoroutines() {
        inCoroutines = true;
    }

    /** Whether a coroutine may see its user: a handler has admitted it. */
    boolean isShownInCoroutines() {
        return inCoroutines && admittedBy != null;
    }

    boolean isAdmittedBy(HandlerSite handler) {
        return admittedBy == handler;
    }

    void admitBy(HandlerSite handler) {
        admittedBy = handler;
    }

    /**
     * The user as an object of the application's own copy of the API, built once per request and copy.
     *
     * @param copy any class of that copy; tells the copies of different class loaders apart
     * @param factory turns {@link #user()} into that copy's object; must not return null
     */
    Object as(Class<?> copy, Function<? super Map<String, Object>, ?> factory) {
        View known = view;
        if (known != null && known.copy == copy) {
            return known.object;
        }
        Object made = factory.apply(user);
        view = new View(copy, made);
        return made;
    }

    @Override
    public String toString() {
        return closed ? "RequestIdentity[closed]" : "RequestIdentity[open]";
    }

    /** An identity until it is closed. */
    public static final class Hold {
        private volatile @Nullable RequestIdentity identity;

        private Hold(RequestIdentity identity) {
            this.identity = identity;
        }

        /** {@link #NOBODY} once the request has ended. */
        public RequestIdentity identity() {
            RequestIdentity held = identity;
            return held == null ? NOBODY : held;
        }
    }

    private record View(Class<?> copy, Object object) {}
}
