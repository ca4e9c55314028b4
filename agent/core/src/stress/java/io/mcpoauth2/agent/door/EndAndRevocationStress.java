package io.mcpoauth2.agent.door;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** A request that ends while its token is revoked has ended: what its server uses again is left alone by what comes later. */
@JCStressTest
@Outcome(id = "false, 0, 0", expect = ACCEPTABLE, desc = "It is over for all")
@Outcome(expect = FORBIDDEN, desc = "Its identity is open, or the server is told of a request that is over")
@State
public class EndAndRevocationStress {
    private final Queue<Runnable> endings = new ConcurrentLinkedQueue<>();
    private final RacingAdmission racing = new RacingAdmission(endings::add);

    public EndAndRevocationStress() {
        racing.watch.watch(racing.admission);
        racing.revoked = true;
    }

    @Actor
    public void end() {
        racing.admission.end();
    }

    @Actor
    public void look() {
        racing.watch.look();
    }

    @Arbiter
    public void result(ZII_Result result) {
        result.r1 = racing.identity.isOpen();
        for (Runnable ending = endings.poll(); ending != null; ending = endings.poll()) {
            ending.run();
        }
        result.r2 = racing.cuts.get();
        racing.watch.look();
        result.r3 = endings.size();
    }
}
