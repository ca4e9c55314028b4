package io.mcpoauth2.agent.proof;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** A proof is accepted once, whoever races with it, and takes the room of one (RFC 9449 §11.1, row H4). */
@JCStressTest
@Outcome(id = "FIRST, REPLAY, FIRST, FULL", expect = ACCEPTABLE, desc = "The first came first")
@Outcome(id = "REPLAY, FIRST, FIRST, FULL", expect = ACCEPTABLE, desc = "The second came first")
@Outcome(expect = FORBIDDEN, desc = "Accepted twice or not at all, or the room is counted wrongly")
@State
public class ReplayStress {
    private static final String KEY = "thumbprint";
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final ReplayStore store = new ReplayStore(2, () -> 0);

    @Actor
    public void first(LLLL_Result result) {
        result.r1 = store.use(KEY, "same", MEMORY);
    }

    @Actor
    public void second(LLLL_Result result) {
        result.r2 = store.use(KEY, "same", MEMORY);
    }

    @Arbiter
    public void useUpTheRoom(LLLL_Result result) {
        result.r3 = store.use(KEY, "another", MEMORY);
        result.r4 = store.use(KEY, "one too many", MEMORY);
    }
}
