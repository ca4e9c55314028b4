package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.EOFException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A response's body that ends with its request: what comes later fails as if the client had gone away, and its source is
 * cancelled. A server that closes a connection itself, as Undertow does for the agent, tells nobody who waits to write.
 */
public final class LiveBody<T> extends FluxOperator<T, T> {
    private final RequestIdentity request;

    private LiveBody(Publisher<? extends T> source, RequestIdentity request) {
        super(Flux.from(source));
        this.request = request;
    }

    /** The body, of the request that the thread works for now; as it is where it works for none. */
    public static <T> Publisher<? extends T> of(Publisher<? extends T> source) {
        @Nullable RequestIdentity request = Carrier.current();
        return request == null || request == RequestIdentity.NOBODY ? source : new LiveBody<>(source, request);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
        source.subscribe(new Writing<>(subscriber, request));
    }

    private static final class Writing<T> implements CoreSubscriber<T>, Subscription {
        private final CoreSubscriber<? super T> actual;
        private final RequestIdentity request;
        private @Nullable Subscription subscription;
        private boolean done;

        Writing(CoreSubscriber<? super T> actual, RequestIdentity request) {
            this.actual = actual;
            this.request = request;
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
            if (!done && request.isOpen()) {
                actual.onNext(value);
                return;
            }
            Operators.onDiscard(value, currentContext());
            if (!done) {
                cancel();
                // Its name is what Spring knows a client by that has gone, and logs nothing of.
                onError(new EOFException("ended by mcp-oauth2-agent"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!done) {
                done = true;
                actual.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!done) {
                done = true;
                actual.onComplete();
            }
        }

        @Override
        public void request(long n) {
            @Nullable Subscription asked = subscription;
            if (asked != null) {
                asked.request(n);
            }
        }

        @Override
        public void cancel() {
            @Nullable Subscription asked = subscription;
            if (asked != null) {
                asked.cancel();
            }
        }
    }
}
