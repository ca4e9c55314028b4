package io.mcpoauth2.agent.wait;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** Where a result and the end of the wait for it meet, the thread that waits and all others see the same one. */
@JCStressTest
@Outcome(id = "result, true", expect = ACCEPTABLE, desc = "The result was in time")
@Outcome(id = "late, false", expect = ACCEPTABLE, desc = "The time was up")
@Outcome(expect = FORBIDDEN, desc = "The request is answered by one, and counted as the other")
@State
public class LateResultStress {
    private final BoundedWait wait = new BoundedWait(1, Duration.ofNanos(1));
    private final CompletableFuture<String> pending = new CompletableFuture<>();

    @Actor
    public void await(LZ_Result result) {
        result.r1 = wait.await(pending, "late");
    }

    @Actor
    public void complete(LZ_Result result) {
        result.r2 = pending.complete("result");
    }

    @Arbiter
    public void lookAfterwards(LZ_Result result) {
        if (!pending.join().equals(result.r1)) {
            result.r1 = "Another afterwards";
        }
    }
}
