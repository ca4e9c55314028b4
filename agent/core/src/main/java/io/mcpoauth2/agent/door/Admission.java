package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request that the gate has let pass, from then on until its server says that it has ended; or the connection that it
 * was upgraded to, until that is closed.
 *
 * <p>{@link #end} has to be called once for each, whatever becomes of the request: an admission that never ends is looked
 * at for ever, and its identity stays open. Where a server uses a request object again, its exchange must not touch that
 * object any more once this has ended.
 */
public final class Admission {
    /** Of a request that passes without a caller: it holds nothing and never expires. */
    static final Admission NOBODY =
            new Admission(RequestIdentity.NOBODY, now -> Standing.End.NONE, Duration.ZERO, null, null);

    private final RequestIdentity identity;
    private final Expiry expiry;
    private final @Nullable Watched watched;
    private final @Nullable ExpiryWatch watch;
    private final @Nullable MessageBuffer message;
    /** Null once it has been called, or where there is none. */
    private final AtomicReference<@Nullable ResponseObserver> observer;
    /** Null where nobody wants to see the body. */
    private final @Nullable ResponseObserver bodyReader;

    private final int hash = ThreadLocalRandom.current().nextInt();
    /** Threads of the server that are within the door for this request: the one that brought it, and dispatches. */
    private final AtomicInteger inside = new AtomicInteger(1);

    private volatile boolean ended;

    /**
     * @param standing whether the caller's token still stands
     * @param grace how long the request may go on after its token has expired, unless it is revoked
     * @param watched what is ended then
     * @param watch told of the end
     */
    Admission(
            RequestIdentity identity,
            Standing standing,
            Duration grace,
            @Nullable Watched watched,
            @Nullable ExpiryWatch watch) {
        this(identity, new Expiry(standing, grace), watched, watch, null, null);
    }

    /**
     * As the other, of a request whose message was read, or whose response is looked at.
     *
     * @param message released at the end
     * @param observer shown the response
     */
    Admission(
            RequestIdentity identity,
            Standing standing,
            Duration grace,
            @Nullable Watched watched,
            @Nullable ExpiryWatch watch,
            @Nullable MessageBuffer message,
            @Nullable ResponseObserver observer) {
        this(identity, new Expiry(standing, grace), watched, watch, message, observer);
    }

    private Admission(
            RequestIdentity identity,
            Expiry expiry,
            @Nullable Watched watched,
            @Nullable ExpiryWatch watch,
            @Nullable MessageBuffer message,
            @Nullable ResponseObserver observer) {
        this.identity = identity;
        this.expiry = expiry;
        this.watched = watched;
        this.watch = watch;
        this.message = message;
        this.observer = new AtomicReference<>(observer);
        this.bodyReader = observer != null && observer.readsBody() ? observer : null;
    }

    public RequestIdentity identity() {
        return identity;
    }

    /** Whether the request passes without a caller, because nothing protects its path. */
    public boolean isNobodys() {
        return identity == RequestIdentity.NOBODY;
    }

    /** Whether the token no longer stands while the request went on: nothing more may reach the client. */
    public boolean hasExpired() {
        return expiry.hasCome();
    }

    public boolean hasEnded() {
        return ended;
    }

    /** Whether a thread that brought the request to the door has not come back to it yet. */
    public boolean isInside() {
        return inside.get() > 0;
    }

    /** From now on its end is told by {@link #end}, or it is ended. */
    void watch() {
        if (watch != null) {
            watch.watch(this);
        }
    }

    /** Another thread brings the request, as an asynchronous dispatch does. */
    void enterDoorAgain() {
        inside.incrementAndGet();
    }

    void leaveDoor() {
        inside.decrementAndGet();
        expiry.leaveDoor();
    }

    /** Spread as the identity's is, and made without the JVM's help, which every request would ask for. */
    @Override
    public int hashCode() {
        return hash;
    }

    /** Whether {@link #responding} has something to do. */
    public boolean isObserved() {
        return observer.getPlain() != null;
    }

    /** The server is about to send the response's final head. Whatever is called again does nothing. */
    public void responding(ResponseHead head) {
        ResponseObserver called = observer.getAndSet(null);
        if (called != null) {
            called.responding(head);
        }
    }

    /**
     * Whether {@link #sending} has something to do; rarely, so that a door sets up what it needs for it only then. Once it has
     * not, it never has again.
     */
    public boolean isBodyObserved() {
        return bodyReader != null && bodyReader.readsBody();
    }

    /** The server is about to send these bytes of the final response's body, after its head; their position stays. */
    public void sending(ByteBuffer bytes) {
        if (bodyReader != null && bytes.hasRemaining()) {
            bodyReader.sending(bytes.asReadOnlyBuffer());
        }
    }

    public void sending(byte[] bytes, int offset, int length) {
        if (bodyReader != null && length > 0) {
            bodyReader.sending(ByteBuffer.wrap(bytes, offset, length).asReadOnlyBuffer());
        }
    }

    /** The lists that the request asks for, where its application may write them by itself; null for most. */
    public @Nullable WrittenLists askedLists() {
        return McpLists.asked(identity);
    }

    /** The server has done with the request; idempotent. */
    public void end() {
        ended = true;
        identity.close();
        releaseMessage();
        if (bodyReader != null) {
            bodyReader.ended();
        }
        if (watch != null) {
            watch.forget(this);
        }
    }

    private void releaseMessage() {
        if (message != null) {
            message.release();
        }
    }

    /**
     * The request's connection is upgraded, to a WebSocket say, and goes on when the request has ended: it is watched from
     * now on until it is closed, and ended when the token no longer stands. What it brings is no request, and so nobody's;
     * it has no grace, as it is no answer.
     *
     * @param connection tells by {@link Watched#isComplete} that it is closed
     */
    public void upgrade(Watched connection) {
        if (watch != null) { // Where there is no caller, no token can end.
            Admission upgraded =
                    new Admission(RequestIdentity.NOBODY, expiry.ofConnection(), connection, watch, null, null);
            upgraded.leaveDoor();
            watch.watch(upgraded);
        }
    }

    /**
     * Instead of {@link #end}, where the server keeps what an upgraded connection brings apart from all else: it is the
     * caller's, whose identity stays open until the connection is closed, or the token no longer stands.
     *
     * @param connection as for {@link #upgrade}
     */
    public void endUpgraded(Watched connection) {
        if (watch == null) {
            end();
            return;
        }
        Admission upgraded = new Admission(identity, expiry.ofConnection(), connection, watch, null, null);
        upgraded.leaveDoor();
        watch.watch(upgraded);
        ended = true;
        releaseMessage();
        watch.forget(this);
    }

    /** The same caller's, by the same ruling, with an identity that another thread's pass opens and closes for itself. */
    Admission forAnotherThread(Watched sameRequest) {
        return new Admission(identity.again(), expiry.again(), sameRequest, watch, null, null);
    }

    /**
     * The same caller's, for work that may go on when the request has been answered: with an identity and an end of its own.
     *
     * @param work what is ended when the token no longer stands
     */
    public Admission outlasting(Watched work) {
        Admission own = forAnotherThread(work);
        own.leaveDoor();
        if (identity.isOpen()) {
            own.watch();
        } else {
            own.end();
        }
        return own;
    }

    /** Whether there is nothing to watch over any more; notices an end that the server does not tell. */
    boolean isOver() {
        if (!ended && !isInside() && watched != null && watched.isComplete()) {
            end();
        }
        return ended;
    }

    /** Whether the request must not go on any longer. By the watch's thread alone. */
    boolean isOverdue(Instant now) {
        return expiry.isDue(now);
    }

    /**
     * Closes the identity, so that no handler runs for it any more. By the watch's thread alone.
     *
     * @return whether the caller is to {@link #cut} the response, and to {@link #release} it then
     */
    boolean expire() {
        expiry.come();
        identity.close();
        return expiry.attempt(ended);
    }

    /** Has the server end the response, which may take it as long as it likes. */
    void cut() {
        if (watched != null && !ended) {
            watched.expire(this);
        }
    }

    void release() {
        expiry.release();
    }
}
