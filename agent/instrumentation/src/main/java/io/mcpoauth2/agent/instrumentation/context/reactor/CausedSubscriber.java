package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.util.context.Context;

/** Hands signals on as the request that has subscribed, whichever request's thread emits them. */
public final class CausedSubscriber<T> implements CoreSubscriber<T>, Scannable {
    private final CoreSubscriber<T> actual;
    private final RequestIdentity cause;

    private CausedSubscriber(CoreSubscriber<T> actual, RequestIdentity cause) {
        this.actual = actual;
        this.cause = cause;
    }

    /** What no request has subscribed is nobody's. */
    public static <T> CoreSubscriber<T> of(CoreSubscriber<T> actual) {
        if (actual instanceof CausedSubscriber) {
            return actual;
        }
        RequestIdentity cause = causeOf(actual);
        return new CausedSubscriber<>(actual, cause == null ? RequestIdentity.NOBODY : cause);
    }

    /** The request of a subscription: what its Context says, else the thread that subscribes. */
    static @Nullable RequestIdentity causeOf(CoreSubscriber<?> subscriber) {
        if (!Carrier.isUsed()) {
            return null;
        }
        RequestIdentity told = subscriber.currentContext().getOrDefault(RequestIdentity.class, null);
        return told == null ? Carrier.cause() : told;
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        Carrier.call(cause, () -> {
            actual.onSubscribe(subscription); // As it is: it may be a queue, which subscribers look for.
            return null;
        });
    }

    /** The value is null where what was subscribed to is such a queue. */
    @Override
    @SuppressWarnings("NullAway")
    public void onNext(@Nullable T value) {
        Carrier.call(cause, () -> {
            actual.onNext(value);
            return null;
        });
    }

    @Override
    public void onError(Throwable failure) {
        Carrier.call(cause, () -> {
            actual.onError(failure);
            return null;
        });
    }

    @Override
    public void onComplete() {
        Carrier.call(cause, () -> {
            actual.onComplete();
            return null;
        });
    }

    @Override
    @SuppressWarnings("rawtypes") // As Reactor declares it.
    public @Nullable Object scanUnsafe(Attr key) {
        return Objects.equals(key, Attr.ACTUAL) ? actual : null;
    }
}
