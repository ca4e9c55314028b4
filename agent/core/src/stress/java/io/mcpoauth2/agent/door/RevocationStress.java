package io.mcpoauth2.agent.door;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.mcpoauth2.agent.token.Standing;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * A request whose token is revoked has lost its identity when the watch has looked, whether it was admitted beside the look or
 * before, and its response is ended; requests that come at the same time share one watch.
 */
@JCStressTest
@Outcome(id = "false, 1, 1", expect = ACCEPTABLE, desc = "One look has seen it")
@Outcome(
        id = "false, 2, 1",
        expect = ACCEPTABLE,
        desc = "Two have, and a response is ended until its request has ended")
@Outcome(expect = FORBIDDEN, desc = "Its identity is open, nobody has ended it, or nobody or several watch")
@State
public class RevocationStress {
    private final RacingAdmission racing = new RacingAdmission(Runnable::run);
    private final Admission another =
            new Admission(racing.identity, now -> Standing.End.NONE, Duration.ZERO, null, racing.watch);

    @Actor
    public void admit() {
        racing.watch.watch(racing.admission);
    }

    @Actor
    public void revoke() {
        racing.watch.watch(another);
        racing.revoked = true;
        racing.watch.look();
    }

    @Arbiter
    public void result(ZII_Result result) {
        racing.watch.look();
        result.r1 = racing.identity.isOpen();
        result.r2 = racing.cuts.get();
        result.r3 = racing.watches.get();
    }
}
