package io.mcpoauth2.agent.door;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A response that could not be ended for long, as its thread did not come back, is ended at the first look or the second after
 * that thread has come back: a minute may not pass.
 */
@JCStressTest
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "The thread came back after the look")
@Outcome(id = "2, false", expect = ACCEPTABLE, desc = "It came back before")
@Outcome(expect = FORBIDDEN, desc = "The watch waits on")
@State
public class PatienceStress {
    /** Attempts after which they become rare. */
    private static final int PATIENCE = 60;

    private final RacingAdmission racing = new RacingAdmission(Runnable::run);

    public PatienceStress() {
        racing.watch.watch(racing.admission);
        racing.revoked = true;
        for (int i = 0; i < PATIENCE; i++) {
            racing.watch.look();
        }
    }

    @Actor
    public void comeBack() {
        racing.admission.leaveDoor();
    }

    @Actor
    public void look() {
        racing.watch.look();
    }

    @Arbiter
    public void result(IZ_Result result) {
        racing.watch.look();
        result.r1 = racing.cuts.get() - PATIENCE;
        result.r2 = racing.admission.isInside();
    }
}
