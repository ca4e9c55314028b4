package io.mcpoauth2.bridge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
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
    private final @Nullable Object resource;
    private final Kind kind;
    /** Set before the request goes on. */
    private String requestName = "";

    /** Of the request, which may have several identities; null for most. */
    private volatile @Nullable AtomicReference<List<String>> askedLists;

    private volatile boolean closed;
    private volatile @Nullable View view;
    private volatile @Nullable Hold hold;
    /** Set before what goes on elsewhere can begin. */
    private boolean shownAcrossThreads;

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
        this(user, shownRoles, null);
    }

    /**
     * @param resource of the server, to which the caller was admitted; the gate's own, and null for none in particular
     */
    public RequestIdentity(Map<String, Object> user, @Nullable Set<String> shownRoles, @Nullable Object resource) {
        this(user, shownRoles, resource, Kind.CALLER);
    }

    private RequestIdentity(
            Map<String, Object> user, @Nullable Set<String> shownRoles, @Nullable Object resource, Kind kind) {
        this.user = user;
        this.shownRoles = shownRoles;
        this.resource = resource;
        this.kind = kind;
    }

    /**
     * The caller of a request that was admitted without a token, for what may be asked for so: open, and with no user.
     *
     * @param resource as for others
     */
    public static RequestIdentity anonymous(@Nullable Object resource) {
        return new RequestIdentity(Map.of(), null, resource, Kind.ANONYMOUS);
    }

    /** The same caller, open, by the same ruling. */
    public RequestIdentity again() {
        RequestIdentity again = new RequestIdentity(user, shownRoles, resource, kind);
        again.requestName = requestName;
        again.askedLists = askedLists;
        return again;
    }

    /** Gives the request a name, by which an audit knows it. */
    public void nameRequest(String name) {
        requestName = name;
    }

    /** Empty where there is no audit. */
    public String requestName() {
        return requestName;
    }

    /**
     * Tells for which lists the request asks, and nothing once they have been made for its caller.
     *
     * @param methods of JSON-RPC; empty for none
     */
    public void askForLists(List<String> methods) {
        AtomicReference<List<String>> asked = askedLists;
        if (asked != null) {
            asked.set(methods);
        } else if (!methods.isEmpty()) {
            askedLists = new AtomicReference<>(methods);
        }
    }

    /** Methods of the lists that the request asks for, and that still have to be made for its caller; empty for most. */
    public List<String> askedLists() {
        AtomicReference<List<String>> asked = askedLists;
        return asked == null ? List.of() : asked.get();
    }

    /** What the gate has admitted the caller to; null for none in particular. */
    public @Nullable Object resource() {
        return resource;
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

    /**
     * Nobody as well, but not by HTTP: what came by the standard input of the process, where there are no tokens and what
     * only a preset guards runs.
     */
    public static RequestIdentity ofStdio() {
        return Stdio.IDENTITY;
    }

    boolean isOfStdio() {
        return kind == Kind.STDIO;
    }

    /** Whether there is no user, although the request was admitted: no handler runs for it but one that may for anybody. */
    public boolean isAnonymous() {
        return kind == Kind.ANONYMOUS;
    }

    /** Ends this identity; from now on it authorises nothing, on any thread. Idempotent. */
    public void close() {
        closed = true;
        Hold held = hold;
        if (held != null) {
            held.identity = null;
        }
    }

    /** This identity as the cause of what is submitted now: {@link #NOBODY} once the request has ended. */
    RequestIdentity asCause() {
        return closed && !isOfStdio() ? NOBODY : this;
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
            if (closed && !isOfStdio()) { // Meanwhile, perhaps before it was set.
                known.identity = null;
            }
        }
        return known;
    }

    public boolean isOpen() {
        return !closed;
    }

    /** A coroutine, or what a handler has returned, goes on on other threads, where no frame tells that it is a handler's. */
    public void showAcrossThreads() {
        shownAcrossThreads = true;
    }

    /** Whether code of this request may see its user outside of a handler's frame: a handler has admitted it. */
    boolean isShownAcrossThreads() {
        return shownAcrossThreads && admittedBy != null;
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

    /** Made in few processes. */
    private static final class Stdio {
        private static final RequestIdentity IDENTITY = new RequestIdentity(Map.of(), null, null, Kind.STDIO);

        static {
            IDENTITY.close();
        }
    }

    private record View(Class<?> copy, Object object) {}

    private enum Kind {
        CALLER,
        ANONYMOUS,
        STDIO
    }
}
