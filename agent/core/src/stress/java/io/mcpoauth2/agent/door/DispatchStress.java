package io.mcpoauth2.agent.door;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** A dispatch that enters while the first thread leaves is inside, and nobody is when both have left (R13). */
@JCStressTest
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "Counted rightly, and seen to be complete then")
@Outcome(expect = FORBIDDEN, desc = "A request counts as over that is not, or never will be over")
@State
public class DispatchStress {
    private final RacingAdmission racing = new RacingAdmission(Runnable::run);

    public DispatchStress() {
        racing.watch.watch(racing.admission);
        racing.complete = true;
    }

    @Actor
    public void leave() {
        racing.admission.leaveDoor();
    }

    @Actor
    public void dispatch(ZZZ_Result result) {
        racing.admission.enterDoorAgain();
        result.r1 = racing.admission.isInside() && !racing.admission.isOver();
        racing.admission.leaveDoor();
    }

    @Arbiter
    public void result(ZZZ_Result result) {
        result.r2 = racing.admission.isInside();
        result.r3 = racing.admission.isOver();
    }
}
