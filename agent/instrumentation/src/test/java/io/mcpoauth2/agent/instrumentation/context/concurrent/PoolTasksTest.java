package io.mcpoauth2.agent.instrumentation.context.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application sees of its own tasks in a pool of the JDK's: in hooks, handlers and queues. Weaves this JVM. */
@Timeout(60)
class PoolTasksTest {
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
    void poolsGiveBackAndShowTheApplicationsOwnTask() throws Exception {
        BlockingQueue<Runnable> shown = new LinkedBlockingQueue<>();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(2)) {
            @Override
            protected void beforeExecute(Thread thread, Runnable task) {
                shown.add(task);
            }

            @Override
            protected void afterExecute(Runnable task, @Nullable Throwable failure) {
                shown.add(task);
            }
        };
        BlockingQueue<Runnable> rejected = new LinkedBlockingQueue<>();
        pool.setRejectedExecutionHandler((task, executor) -> rejected.add(task));
        CountDownLatch go = new CountDownLatch(1);
        Runnable first = () -> WovenTasks.await(go);
        Runnable second = () -> {};
        Runnable third = () -> {};
        for (Runnable task : List.of(first, second, third)) {
            WovenTasks.submitAs(alice, pool::execute, task);
        }
        assertThat(shown.take()).isSameAs(first);

        WovenTasks.submitAs(alice, pool::execute, second);
        assertThat(rejected.take()).isSameAs(second);

        assertThat(pool.remove(second)).isTrue();
        assertThat(pool.remove(second)).isFalse();
        assertThat(pool.shutdownNow()).containsExactly(third);
        assertThat(shown.take()).isSameAs(first);
    }

    /** Its queue compares tasks, which a wrapper would not let it. */
    @Test
    void comparedTaskStaysAsItIsAndIsNobodys() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new PriorityBlockingQueue<>());
        BlockingQueue<WovenTasks.Seen> seen = new LinkedBlockingQueue<>();
        CountDownLatch go = new CountDownLatch(1);
        WovenTasks.submitAs(null, pool::execute, new Ranked(1, () -> WovenTasks.await(go)));
        WovenTasks.submitAs(
                alice, pool::execute, new Ranked(3, () -> seen.add(new WovenTasks.Seen(Carrier.current()))));
        WovenTasks.submitAs(bob, pool::execute, new Ranked(2, () -> seen.add(new WovenTasks.Seen(Carrier.current()))));
        go.countDown();

        assertThat(seen.take().identity()).isNull();
        assertThat(seen.take().identity()).isNull();
        pool.shutdown();
    }

    private record Ranked(int rank, Runnable task) implements Runnable, Comparable<Ranked> {
        @Override
        public void run() {
            task.run();
        }

        @Override
        public int compareTo(Ranked other) {
            return Integer.compare(rank, other.rank);
        }
    }
}
