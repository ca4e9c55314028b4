package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.context.reactor.ReactorInstrumentation;
import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Operators behind a source that several requests share run as the request that subscribed. Weaves this JVM. */
class ReactorSourcesTest {
    private final RequestIdentity alice = new RequestIdentity(Map.of());
    private final RequestIdentity bob = new RequestIdentity(Map.of());

    @BeforeAll
    static void weave() throws Exception {
        TestAgent.install();
        Map<String, TypeInstrumentation> wanted = new HashMap<>();
        for (TypeInstrumentation type : ReactorInstrumentation.types()) {
            wanted.put(type.typeName().replace('.', '/'), type);
        }
        DoorWeaver weaver = new DoorWeaver(ReactorSourcesTest.class.getClassLoader());
        Instrumentation jvm = ByteBuddyAgent.install();
        jvm.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte @Nullable [] transform(
                            @Nullable ClassLoader loader,
                            @Nullable String name,
                            @Nullable Class<?> redefined,
                            @Nullable ProtectionDomain domain,
                            byte[] classFile) {
                        TypeInstrumentation type = wanted.get(name);
                        return type == null ? null : weaver.weave(type, loader, classFile);
                    }
                },
                true);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : jvm.getAllLoadedClasses()) {
            if (wanted.containsKey(type.getName().replace('.', '/'))) {
                loaded.add(type);
            }
        }
        if (!loaded.isEmpty()) {
            jvm.retransformClasses(loaded.toArray(Class<?>[]::new));
        }
    }

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Carrier.swap(null)).isNull();
    }

    /** A source, and what makes it emit. */
    record Hot(Publisher<String> source, Runnable emission) {}

    static Stream<Arguments> sources() {
        return Stream.of(
                hot("Sinks.one", () -> {
                    Sinks.One<String> sink = Sinks.one();
                    return new Hot(sink.asMono(), () -> sink.tryEmitValue("value"));
                }),
                hot(
                        "Sinks.many multicast, best effort",
                        () -> many(Sinks.many().multicast().directBestEffort())),
                hot(
                        "Sinks.many multicast, buffer",
                        () -> many(Sinks.many().multicast().onBackpressureBuffer())),
                hot("Sinks.many unicast", () -> many(Sinks.many().unicast().onBackpressureBuffer())),
                hot(
                        "Sinks.many unicast, error",
                        () -> many(Sinks.many().unicast().onBackpressureError())),
                hot("Sinks.many replay", () -> many(Sinks.many().replay().all())),
                hot("Mono.create", () -> {
                    AtomicReference<MonoSink<String>> sink = new AtomicReference<>();
                    return new Hot(Mono.create(sink::set), () -> sink.get().success("value"));
                }),
                hot("Flux.create", () -> {
                    AtomicReference<FluxSink<String>> sink = new AtomicReference<>();
                    return new Hot(Flux.create(sink::set), () -> sink.get().next("value"));
                }),
                hot("Mono.fromFuture", () -> {
                    CompletableFuture<String> future = new CompletableFuture<>();
                    return new Hot(Mono.fromFuture(future), () -> future.complete("value"));
                }),
                hot("Flux.share", () -> shared(Flux::share)),
                hot(
                        "Flux.publish autoConnect",
                        () -> shared(flux -> flux.publish().autoConnect())),
                hot("Flux.replay refCount", () -> shared(flux -> flux.replay().refCount())),
                hot("Flux.publish of a function", () -> shared(flux -> flux.publish(one -> one.map(value -> value)))),
                hot("Mono.cache", () -> {
                    Sinks.One<String> sink = Sinks.one();
                    return new Hot(sink.asMono().cache(), () -> sink.tryEmitValue("value"));
                }),
                hot("Mono.share", () -> {
                    Sinks.One<String> sink = Sinks.one();
                    return new Hot(sink.asMono().share(), () -> sink.tryEmitValue("value"));
                }),
                hot("another library's Publisher", () -> {
                    Foreign foreign = new Foreign();
                    return new Hot(Flux.from(foreign), foreign::emit);
                }),
                hot("another library's Publisher as a Mono", () -> {
                    Foreign foreign = new Foreign();
                    return new Hot(Mono.from(foreign), foreign::emit);
                }),
                hot("another library's Flux", () -> {
                    Foreign foreign = new Foreign();
                    return new Hot(
                            new Flux<>() {
                                @Override
                                public void subscribe(CoreSubscriber<? super String> subscriber) {
                                    foreign.subscribe(subscriber);
                                }
                            },
                            foreign::emit);
                }));
    }

    private static Arguments hot(String name, Supplier<Hot> source) {
        return Arguments.of(name, source);
    }

    private static Hot many(Sinks.Many<String> sink) {
        return new Hot(sink.asFlux(), () -> sink.tryEmitNext("value"));
    }

    private static Hot shared(UnaryOperator<Flux<String>> sharing) {
        Sinks.Many<String> sink = Sinks.many().multicast().directBestEffort();
        return new Hot(sharing.apply(sink.asFlux()), () -> sink.tryEmitNext("value"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void operatorsRunAsTheRequestThatSubscribed(String name, Supplier<Hot> hot) {
        assertThat(seen(hot.get(), flux -> flux, bob)).isSameAs(bob);
        assertThat(seen(hot.get(), flux -> flux.publishOn(Schedulers.single()), bob))
                .isSameAs(bob);
        assertThat(seen(hot.get(), flux -> flux.delayElements(Duration.ofNanos(1)), bob))
                .isSameAs(bob);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void operatorsThatNoRequestSubscribedAreNobodys(String name, Supplier<Hot> hot) {
        assertThat(seen(hot.get(), flux -> flux, null)).isIn(RequestIdentity.NOBODY, null);
        assertThat(seen(hot.get(), flux -> flux.publishOn(Schedulers.single()), null))
                .isIn(RequestIdentity.NOBODY, null);
    }

    /** Two requests share what follows a source; both see themselves. */
    @Test
    void eachSubscriberOfAStreamIsItself() {
        Sinks.Many<String> sink = Sinks.many().multicast().directBestEffort();
        Flux<String> shared = sink.asFlux().share();
        CompletableFuture<RequestIdentity> alices = new CompletableFuture<>();
        CompletableFuture<RequestIdentity> bobs = new CompletableFuture<>();
        as(alice, () -> shared.subscribe(value -> alices.complete(Carrier.current())));
        as(bob, () -> shared.subscribe(value -> bobs.complete(Carrier.current())));

        as(alice, () -> sink.tryEmitNext("value"));

        assertThat(alices.join()).isSameAs(alice);
        assertThat(bobs.join()).isSameAs(bob);
    }

    @Test
    void contextSaysWhoseAPipelineIsWhateverTheThreadCarries() {
        CompletableFuture<RequestIdentity> onScheduler = new CompletableFuture<>();
        CompletableFuture<RequestIdentity> subscribedOn = new CompletableFuture<>();
        CompletableFuture<RequestIdentity> delayed = new CompletableFuture<>();
        as(alice, () -> {
            of(bob, Mono.just("value").publishOn(Schedulers.single()), onScheduler);
            of(bob, Mono.fromCallable(() -> "value").subscribeOn(Schedulers.single()), subscribedOn);
            of(bob, Mono.delay(Duration.ofNanos(1)), delayed);
        });

        assertThat(onScheduler.join()).isSameAs(bob);
        assertThat(subscribedOn.join()).isSameAs(bob);
        assertThat(delayed.join()).isSameAs(bob);
    }

    private static void of(RequestIdentity identity, Mono<?> mono, CompletableFuture<RequestIdentity> seen) {
        mono.doOnNext(value -> seen.complete(Carrier.current()))
                .contextWrite(context -> context.put(RequestIdentity.class, identity))
                .subscribe();
    }

    private RequestIdentity seen(Hot hot, UnaryOperator<Flux<String>> hop, @Nullable RequestIdentity subscribing) {
        CompletableFuture<RequestIdentity> seen = new CompletableFuture<>();
        Flux<String> source = hot.source instanceof Mono<String> mono ? mono.flux() : (Flux<String>) hot.source;
        Consumer<String> operator = value -> seen.complete(Carrier.current());
        as(subscribing, () -> hop.apply(source).map(value -> value).subscribe(operator));
        as(alice, () -> {
            hot.emission.run();
            assertThat(Carrier.current()).isSameAs(alice);
        });
        return seen.join();
    }

    private static void as(@Nullable RequestIdentity identity, Runnable task) {
        RequestIdentity before = Carrier.swap(identity);
        try {
            task.run();
        } finally {
            Carrier.restore(before);
        }
    }

    /** A publisher of a library that knows nothing of Reactor. */
    private static final class Foreign implements Publisher<String> {
        private @Nullable Subscriber<? super String> subscriber;

        @Override
        public void subscribe(Subscriber<? super String> next) {
            subscriber = next;
            next.onSubscribe(new Subscription() {
                @Override
                public void request(long count) {}

                @Override
                public void cancel() {}
            });
        }

        void emit() {
            Objects.requireNonNull(subscriber).onNext("value");
        }
    }
}
