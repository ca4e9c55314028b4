package io.mcpoauth2.agent.proof;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Proofs whose time is over give their room back once, also while others take some (row H4). */
@JCStressTest
@Outcome(id = "FIRST, FIRST, FULL", expect = ACCEPTABLE, desc = "There is room for two")
@Outcome(expect = FORBIDDEN, desc = "Room is lost, or was given back twice")
@State
public class ForgottenProofStress {
    private static final String KEY = "thumbprint";
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final AtomicLong ticks = new AtomicLong();
    private final ReplayStore store = new ReplayStore(2, ticks::get);

    public ForgottenProofStress() {
        var unused = store.use(KEY, "over", MEMORY);
        ticks.set(MEMORY.multipliedBy(3).toNanos());
    }

    @Actor
    public void first(LLL_Result result) {
        result.r1 = store.use(KEY, "first", MEMORY);
    }

    @Actor
    public void second(LLL_Result result) {
        result.r2 = store.use(KEY, "second", MEMORY);
    }

    @Arbiter
    public void oneTooMany(LLL_Result result) {
        result.r3 = store.use(KEY, "one too many", MEMORY);
    }
}
