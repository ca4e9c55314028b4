package io.mcpoauth2.agent.instrumentation.context.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes to the JDK's own executors and timers runs as the request that submitted it. Weaves this JVM. */
@SuppressWarnings("FutureReturnValueIgnored") // What the tasks see is looked at.
@Timeout(60)
class TaskWeaverTest {
    private final RequestIdentity alice = new RequestIdentity(Map.of());
    private final RequestIdentity bob = new RequestIdentity(Map.of());

    @BeforeAll
    static void weave() {
        assertThat(WovenTasks.gaps()).isEmpty();
    }

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Carrier.swap(null)).isNull();
    }

    @Test
    void thisJvmsClassesCanBeWovenAndNothingIsSaid() {
        assertThat(WovenTasks.logged()).isEmpty();
    }

    /** What runs a task at some time, and a way to submit to it. */
    static Stream<Arguments> submissions() throws ReflectiveOperationException {
        List<Arguments> all = new ArrayList<>();
        List<ExecutorService> executors = new ArrayList<>(List.of(
                Executors.newSingleThreadExecutor(),
                Executors.newFixedThreadPool(1),
                Executors.newCachedThreadPool(),
                Executors.newSingleThreadScheduledExecutor(),
                Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1)),
                Executors.newWorkStealingPool(1),
                new ForkJoinPool(1),
                ForkJoinPool.commonPool()));
        if (Runtime.version().feature() >= 21) {
            executors.add((ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        }
        for (ExecutorService executor : executors) {
            String name = executor.getClass().getSimpleName();
            all.add(submission(name + ".execute", executor::execute));
            all.add(submission(name + ".submit(Runnable)", executor::submit));
            all.add(submission(name + ".submit(Runnable, V)", task -> executor.submit(task, "")));
            all.add(submission(name + ".submit(Callable)", task -> executor.submit(callable(task))));
            all.add(submission(name + ".invokeAll", task -> executor.invokeAll(List.of(callable(task)))));
            all.add(submission(name + ".invokeAny", task -> executor.invokeAny(List.of(callable(task)))));
        }
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
        all.add(submission("schedule", task -> scheduler.schedule(task, 1, TimeUnit.MILLISECONDS)));
        all.add(submission("schedule(Callable)", task -> scheduler.schedule(callable(task), 1, TimeUnit.MILLISECONDS)));
        all.add(submission(
                "scheduleAtFixedRate",
                task -> scheduler.scheduleAtFixedRate(task, 1, 1_000_000, TimeUnit.MILLISECONDS)));
        all.add(submission(
                "scheduleWithFixedDelay",
                task -> scheduler.scheduleWithFixedDelay(task, 1, 1_000_000, TimeUnit.MILLISECONDS)));
        Timer timer = new Timer(true);
        all.add(submission("Timer", task -> timer.schedule(timerTask(task), 1)));
        return all.stream();
    }

    private static Arguments submission(String name, WovenTasks.Submission submission) {
        return Arguments.of(name, submission);
    }

    private static Callable<String> callable(Runnable task) {
        return () -> {
            task.run();
            return "";
        };
    }

    private static TimerTask timerTask(Runnable task) {
        return new TimerTask() {
            @Override
            public void run() {
                task.run();
            }
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("submissions")
    void taskRunsAsWhoSubmittedItAndItsThreadKeepsNothing(String name, WovenTasks.Submission submission)
            throws Exception {
        for (RequestIdentity submitter : Stream.of(alice, null, bob, alice).toArray(RequestIdentity[]::new)) {
            CompletableFuture<WovenTasks.Seen> seen = new CompletableFuture<>();
            WovenTasks.submitAs(submitter, submission, () -> seen.complete(new WovenTasks.Seen(Carrier.current())));
            assertThat(seen.get().identity())
                    .as(name)
                    .isIn(submitter, submitter == null ? RequestIdentity.NOBODY : null);
        }
    }

    /** The same object, in a queue of a pool of one. */
    @Test
    void oneTaskOfTwoSubmittersRunsAsEach() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch go = new CountDownLatch(1);
        executor.execute(() -> WovenTasks.await(go));
        BlockingQueue<WovenTasks.Seen> seen = new LinkedBlockingQueue<>();
        Runnable task = () -> seen.add(new WovenTasks.Seen(Carrier.current()));
        for (RequestIdentity submitter : Stream.of(alice, bob, null).toArray(RequestIdentity[]::new)) {
            WovenTasks.submitAs(submitter, executor::execute, task);
        }
        go.countDown();

        assertThat(seen.take().identity()).isSameAs(alice);
        assertThat(seen.take().identity()).isSameAs(bob);
        assertThat(seen.take().identity()).isNull();
        executor.shutdown();
    }

    @Test
    void taskOfARequestThatHasEndedIsNobodys() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch go = new CountDownLatch(1);
        executor.execute(() -> WovenTasks.await(go));
        CompletableFuture<WovenTasks.Seen> seen = new CompletableFuture<>();
        WovenTasks.submitAs(alice, executor::execute, () -> seen.complete(new WovenTasks.Seen(Carrier.current())));
        alice.close();
        go.countDown();

        assertThat(seen.get().isAnyones()).isFalse();
        executor.shutdown();
    }

    /** A request may start what goes on for ever, a pool's housekeeper say. */
    @Test
    void periodicTaskKeepsNothingOfARequestThatHasEnded() throws Exception {
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
        RequestIdentity passing = new RequestIdentity(Map.of());
        WeakReference<RequestIdentity> kept = new WeakReference<>(passing);
        WovenTasks.submitAs(passing, task -> scheduler.scheduleAtFixedRate(task, 1, 1, TimeUnit.HOURS), () -> {});
        passing.close();
        passing = null;

        for (int i = 0; kept.get() != null && i < 100; i++) {
            System.gc();
        }
        assertThat(kept.get()).isNull();
        scheduler.shutdownNow();
    }

    /** Whoever waits for a fork-join task runs the tasks of others meanwhile. */
    @Test
    void waitingThreadRunsOthersTasksAsNobody() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        List<WovenTasks.Seen> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        Future<String> done = pool.submit(new RecursiveTask<>() {
            @Override
            protected String compute() {
                RecursiveTask<String> others = new RecursiveTask<>() {
                    @Override
                    protected String compute() {
                        seen.add(new WovenTasks.Seen(Carrier.current()));
                        return "";
                    }
                };
                others.fork();
                @Nullable RequestIdentity before = Carrier.swap(alice);
                try {
                    return others.join();
                } finally {
                    Carrier.restore(before);
                }
            }
        });
        done.get();

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).isAnyones()).isFalse();
        pool.shutdown();
    }
}
