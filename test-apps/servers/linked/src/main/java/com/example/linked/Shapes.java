package com.example.linked;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The everyday ways in which requests share something. */
final class Shapes {
    /** Threads of the application's own, which work for no request. */
    private static final Executor BACKGROUND = task -> {
        Thread thread = new Thread(task, "background");
        thread.setDaemon(true);
        thread.start();
    };

    private Shapes() {}

    static Shared of(String shape) {
        return switch (shape) {
            case "future" -> new Future();
            case "background" -> new BackgroundStage();
            case "stream" -> new HotStream();
            case "cache" -> new Cache();
            case "batch" -> new Batch(Runnable::run);
            case "background-batch" -> new Batch(BACKGROUND::execute);
            default -> throw new IllegalArgumentException("shape=" + shape);
        };
    }

    @SafeVarargs
    private static CompletableFuture<String> all(CompletableFuture<String>... seen) {
        return CompletableFuture.allOf(seen)
                .thenApply(none ->
                        Stream.of(seen).map(CompletableFuture::join).distinct().collect(Collectors.joining(" and ")));
    }

    /** One future, with stages of several users. */
    private static final class Future implements Shared {
        private final CompletableFuture<String> shared = new CompletableFuture<>();

        @Override
        public CompletableFuture<String> join() {
            CompletableFuture<String> other = CompletableFuture.completedFuture("");
            return all(
                    shared.thenApply(value -> SharedTools.who()),
                    shared.thenCompose(value -> CompletableFuture.completedFuture(SharedTools.who())),
                    shared.thenCombine(other, (one, two) -> SharedTools.who()),
                    shared.handleAsync((value, failure) -> SharedTools.who()),
                    shared.thenApplyAsync(value -> SharedTools.who(), BACKGROUND),
                    shared.thenApply(value -> value).thenApply(value -> SharedTools.who()));
        }

        @Override
        public void complete() {
            shared.complete("value");
        }
    }

    /** A future with a stage that the application has registered for itself. */
    private static final class BackgroundStage implements Shared {
        private final CompletableFuture<String> shared = new CompletableFuture<>();
        private final CompletableFuture<String> seen = new CompletableFuture<>();

        @Override
        public CompletableFuture<String> join() {
            CountDownLatch registered = new CountDownLatch(1);
            BACKGROUND.execute(() -> {
                shared.thenAccept(value -> seen.complete(SharedTools.who()));
                registered.countDown();
            });
            await(registered);
            return seen;
        }

        @Override
        public void complete() {
            shared.complete("value");
        }
    }

    /** A hot stream, subscribed to by several users. */
    private static final class HotStream implements Shared {
        private final Sinks.Many<String> sink = Sinks.many().multicast().directBestEffort();
        private final Flux<String> shared = sink.asFlux().share();

        @Override
        public CompletableFuture<String> join() {
            return all(
                    seenBehind(sink.asFlux()),
                    seenBehind(sink.asFlux().publishOn(Schedulers.boundedElastic())),
                    seenBehind(shared),
                    seenBehind(shared.publishOn(Schedulers.parallel())));
        }

        private static CompletableFuture<String> seenBehind(Flux<String> stream) {
            CompletableFuture<String> seen = new CompletableFuture<>();
            stream.map(value -> SharedTools.who()).subscribe(seen::complete);
            return seen;
        }

        @Override
        public void complete() {
            sink.tryEmitNext("value");
        }
    }

    /** One load for all who ask for the same key. */
    private static final class Cache implements Shared {
        private final AsyncCache<String, String> cache = Caffeine.newBuilder().buildAsync();
        private final CountDownLatch source = new CountDownLatch(1);

        @Override
        public CompletableFuture<String> join() {
            return cache.get("key", key -> {
                        await(source);
                        return "loaded for " + SharedTools.who();
                    })
                    .thenApply(value -> value + ", seen by " + SharedTools.who());
        }

        @Override
        public void complete() {
            source.countDown();
        }
    }

    /** Keys of several users, loaded at once by whoever dispatches. */
    private static final class Batch implements Shared {
        private final List<CompletableFuture<String>> asked = new CopyOnWriteArrayList<>();
        private final Executor dispatcher;

        Batch(Executor dispatcher) {
            this.dispatcher = dispatcher;
        }

        @Override
        public CompletableFuture<String> join() {
            CompletableFuture<String> value = new CompletableFuture<>();
            asked.add(value);
            return value.thenApply(loaded -> loaded + ", seen by " + SharedTools.who());
        }

        @Override
        public void complete() {
            dispatcher.execute(() -> {
                String loaded = "loaded for " + SharedTools.who();
                asked.forEach(value -> value.complete(loaded));
            });
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
