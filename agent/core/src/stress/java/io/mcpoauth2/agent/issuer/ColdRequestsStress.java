package io.mcpoauth2.agent.issuer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZZ_Result;

/** Requests that come at the same time share the first fetch and its keys (row G1). */
@JCStressTest
@Outcome(id = "1, true, true", expect = ACCEPTABLE, desc = "One fetch serves both")
@Outcome(expect = FORBIDDEN, desc = "More fetches than one, or a request without keys")
@State
public class ColdRequestsStress {
    private final RacingSource racing = new RacingSource();
    private volatile CompletableFuture<Keys> first = new CompletableFuture<>();
    private volatile CompletableFuture<Keys> second = new CompletableFuture<>();

    @Actor
    public void first() {
        first = racing.source.current();
    }

    @Actor
    public void second() {
        second = racing.source.current();
    }

    @Arbiter
    public void result(IZZ_Result result) {
        result.r1 = racing.fetches.size();
        racing.nextFetch().run();
        result.r2 = RacingSource.has(first.join(), RacingSource.FIRST);
        result.r3 = RacingSource.has(second.join(), RacingSource.FIRST);
    }
}
