package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Installation;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/** What the guard adds to a handler's call: at most 60 ns on JDK 25, the difference between guarded and bare. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class GuardBenchmark {
    private static final Map<String, Object> USER = user();

    /** Whether the application is linked with the API, so that {@code ScopedUser.USER} is bound beside the frame. */
    @Param({"false", "true"})
    public boolean linked;

    private Handlers handlers = new SampleHandlers();
    private String argument = "argument";

    /** Runs on the thread that measures, whose carrier it sets. */
    @Setup
    public void weave() throws ReflectiveOperationException {
        Installation.complete(new HandlerRuntime());
        handlers = new WeavingLoader(linked).handlers();
        Carrier.swap(new RequestIdentity(USER));
    }

    @Benchmark
    public String bare() {
        return handlers.bare(argument);
    }

    @Benchmark
    public String guarded() {
        return handlers.guarded(argument);
    }

    @Benchmark
    public String guardedWithScopes() {
        return handlers.withScopes(argument);
    }

    /** As in a server, where each request has an identity of its own; builds the API's user if linked. */
    @Benchmark
    public String guardedOncePerRequest() {
        RequestIdentity identity = new RequestIdentity(USER);
        RequestIdentity previous = Carrier.swap(identity);
        try {
            return handlers.guarded(argument);
        } finally {
            Carrier.swap(previous);
            identity.close();
        }
    }

    /** As the validation describes it. */
    private static Map<String, Object> user() {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().start()) {
            return new ProtectedGate(issuer, 0)
                    .admit("Bearer " + new Tokens(issuer).next())
                    .identity()
                    .user();
        }
    }
}
