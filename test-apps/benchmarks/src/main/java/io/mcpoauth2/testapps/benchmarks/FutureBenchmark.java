package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.instrumentation.context.concurrent.ConcurrencyWeaving;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the weaving adds to the JDK's futures: next to nothing before the first request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(3)
public class FutureBenchmark {
    /**
     * {@code PLAIN}: no agent, or no server with a door. {@code WOVEN}: a server that nobody has called. {@code
     * BACKGROUND}: there have been requests, this thread works for none. {@code REQUEST}: it works for one.
     */
    public enum Jvm {
        PLAIN,
        WOVEN,
        BACKGROUND,
        REQUEST
    }

    @Param
    public Jvm jvm = Jvm.PLAIN;

    /** Runs on the thread that measures, whose carrier it sets. */
    @Setup
    public void weave() {
        if (jvm == Jvm.PLAIN) {
            return;
        }
        ConcurrencyWeaving weaving =
                new ConcurrencyWeaving(ByteBuddyAgent.install(), AgentLog.toStderr(AgentLog.Level.ERROR), gap -> {
                    throw new IllegalStateException(gap);
                });
        weaving.expect();
        weaving.weave();
        if (jvm != Jvm.WOVEN) {
            Carrier.swap(new RequestIdentity(Map.of()));
        }
        if (jvm == Jvm.BACKGROUND) {
            Carrier.swap(null);
        }
    }

    /** Five stages that wait, then one completion. */
    @Benchmark
    public int chain() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> last = first.thenApply(FutureBenchmark::next)
                .thenApply(FutureBenchmark::next)
                .thenApply(FutureBenchmark::next)
                .thenApply(FutureBenchmark::next)
                .thenApply(FutureBenchmark::next);
        first.complete(0);
        return last.join();
    }

    /** Nothing waits. */
    @Benchmark
    public int completion() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        future.complete(1);
        return future.join();
    }

    private static Integer next(Integer value) {
        return value + 1;
    }
}
