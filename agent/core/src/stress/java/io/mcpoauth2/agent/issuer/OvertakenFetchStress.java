package io.mcpoauth2.agent.issuer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** What a later fetch has found stays, also if one that began earlier ends at the same time (row G6). */
@JCStressTest
@Outcome(id = "later", expect = ACCEPTABLE, desc = "What began later has its way")
@Outcome(expect = FORBIDDEN, desc = "What began earlier has undone it, or nothing was found")
@State
public class OvertakenFetchStress {
    private final RacingFetches racing = new RacingFetches();
    private final Runnable earlier;
    private final Runnable later;

    public OvertakenFetchStress() {
        earlier = racing.begin("earlier");
        racing.pass(RacingSource.COOLDOWN);
        later = racing.begin("later");
    }

    @Actor
    public void earlier() {
        earlier.run();
    }

    @Actor
    public void later() {
        later.run();
    }

    @Arbiter
    public void result(L_Result result) {
        result.r1 = racing.found;
    }
}
