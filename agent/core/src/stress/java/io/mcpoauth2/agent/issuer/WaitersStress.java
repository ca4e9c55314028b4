package io.mcpoauth2.agent.issuer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Who has waited gives its permit back once, whether the fetch or the time has ended the wait, or both at once. */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "The fetch came in time")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "The time was up")
@Outcome(expect = FORBIDDEN, desc = "A permit is lost, or was given back twice")
@State
public class WaitersStress {
    private final Waiters waiters = new Waiters(Duration.ofNanos(1));
    private final PendingFetch fetch = new PendingFetch(0);
    private volatile CompletableFuture<Boolean> joined = new CompletableFuture<>();

    @Actor
    public void join() {
        joined = waiters.join(fetch, false);
    }

    @Actor
    public void end() {
        fetch.end().complete(true);
    }

    @Arbiter
    public void result(ZI_Result result) {
        result.r1 = joined.join();
        result.r2 = waiters.waiting();
    }
}
