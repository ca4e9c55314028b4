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
import org.openjdk.jcstress.infra.results.II_Result;

/** One thread at a time ends a response, however many look: servers do not expect two. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The second look came while it was being ended")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "It came afterwards")
@Outcome(expect = FORBIDDEN, desc = "Two end it at the same time, or nobody does")
@State
public class OneCutStress {
    private final Queue<Runnable> endings = new ConcurrentLinkedQueue<>();
    private final RacingAdmission racing = new RacingAdmission(endings::add);

    public OneCutStress() {
        racing.watch.watch(racing.admission);
        racing.revoked = true;
        racing.watch.look();
    }

    @Actor
    public void end() {
        runOne();
    }

    @Actor
    public void lookAgain() {
        racing.watch.look();
        runOne();
    }

    @Arbiter
    public void result(II_Result result) {
        result.r1 = racing.cuts.get();
        result.r2 = racing.mostAtATime.get();
    }

    private void runOne() {
        Runnable ending = endings.poll();
        if (ending != null) {
            ending.run();
        }
    }
}
