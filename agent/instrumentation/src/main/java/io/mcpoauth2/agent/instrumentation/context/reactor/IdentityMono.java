package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Subscribes to its source as one request's identity, whichever thread subscribes.
 *
 * <p>The identity stands in the Reactor Context, where the hooks of the whole pipeline find it, and on the subscribing
 * thread.
 */
public final class IdentityMono<T> extends MonoOperator<T, T> {
    private final RequestIdentity identity;

    private IdentityMono(Mono<? extends T> source, RequestIdentity identity) {
        // The key is a class of the bridge, as there is but one of it for all loaders.
        super(source.contextWrite(context -> context.put(RequestIdentity.class, identity)));
        this.identity = identity;
    }

    /** The source, subscribed to as {@code identity} whenever and wherever that happens. */
    public static <T> Mono<T> of(Mono<? extends T> source, RequestIdentity identity) {
        return new IdentityMono<>(source, identity);
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
        @Nullable RequestIdentity previous = Carrier.swap(identity);
        try {
            source.subscribe(subscriber);
        } finally {
            Carrier.restore(previous);
        }
    }
}
