package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.context.Context;

/** Has its source work for one request whoever asks it for more: a server's threads ask for what they can write. */
public final class CausedDemand<T> extends FluxOperator<T, T> {
    private final RequestIdentity cause;

    private CausedDemand(Publisher<? extends T> source, RequestIdentity cause) {
        super(Flux.from(source));
        this.cause = cause;
    }

    /** The source, asked as the request that the thread works for now; as it is where it works for none. */
    public static <T> Publisher<? extends T> of(Publisher<? extends T> source) {
        @Nullable RequestIdentity cause = Carrier.cause();
        return cause == null ? source : of(source, cause);
    }

    /** The source, asked as this request. */
    public static <T> Publisher<? extends T> of(Publisher<? extends T> source, RequestIdentity cause) {
        return new CausedDemand<>(source, cause);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
        Carrier.call(cause, () -> {
            source.subscribe(new Asking<>(subscriber, cause));
            return null;
        });
    }

    private static final class Asking<T> implements CoreSubscriber<T>, Subscription {
        private final CoreSubscriber<? super T> actual;
        private final RequestIdentity cause;
        private @Nullable Subscription subscription;

        Asking(CoreSubscriber<? super T> actual, RequestIdentity cause) {
            this.actual = actual;
            this.cause = cause;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscribed) {
            subscription = subscribed;
            actual.onSubscribe(this);
        }

        @Override
        public void onNext(T value) {
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            @Nullable Subscription asked = subscription;
            if (asked != null) {
                Carrier.call(cause, () -> {
                    asked.request(n);
                    return null;
                });
            }
        }

        @Override
        public void cancel() {
            @Nullable Subscription asked = subscription;
            if (asked != null) {
                Carrier.call(cause, () -> {
                    asked.cancel();
                    return null;
                });
            }
        }
    }
}
