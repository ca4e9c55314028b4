package io.mcpoauth2.agent.issuer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A key that its issuer has withdrawn verifies nothing more once the new keys were fetched, whoever looked at it meanwhile, and
 * does not come back (row G3).
 */
@JCStressTest
@Outcome(id = "STAND, STAND, GONE", expect = ACCEPTABLE, desc = "Both looks came before")
@Outcome(id = "STAND, GONE, GONE", expect = ACCEPTABLE, desc = "It was withdrawn between them")
@Outcome(id = "GONE, GONE, GONE", expect = ACCEPTABLE, desc = "Both looks came after")
@Outcome(expect = FORBIDDEN, desc = "A key stands that was withdrawn")
@State
public class WithdrawnKeyStress {
    private final RacingSource racing = new RacingSource();
    private final Grounds known;
    private final Runnable fetch;

    public WithdrawnKeyStress() {
        KeySet seen = racing.warm();
        known = racing.source.groundsOf(RacingSource.FIRST);
        racing.publish(RacingSource.SECOND);
        racing.source.renew(seen);
        fetch = racing.nextFetch();
    }

    @Actor
    public void fetch() {
        fetch.run();
    }

    @Actor
    public void look(LLL_Result result) {
        result.r1 = known.look();
        // What another verdict rests on, which may be made anew beside the fetch.
        result.r2 = racing.source.groundsOf(RacingSource.FIRST).look();
    }

    @Arbiter
    public void lookAfterwards(LLL_Result result) {
        Grounds.State anew = racing.source.groundsOf(RacingSource.FIRST).look();
        result.r3 = anew == known.look() ? anew : "They differ";
    }
}
