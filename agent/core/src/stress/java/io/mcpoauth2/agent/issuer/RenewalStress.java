package io.mcpoauth2.agent.issuer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A request with a key that was published before it came finds that key, also at the moment in which the fetch ends that
 * another request has forced: no other may be forced so soon, so that nothing else would bring it.
 */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "The request finds the key")
@Outcome(expect = FORBIDDEN, desc = "A valid token is refused")
@State
public class RenewalStress {
    private final RacingSource racing = new RacingSource();
    private final KeySet seen = racing.warm();
    private final Runnable fetch;
    private volatile CompletableFuture<Keys> renewed = new CompletableFuture<>();

    public RenewalStress() {
        racing.publish(RacingSource.FIRST, RacingSource.SECOND);
        racing.source.renew(seen);
        fetch = racing.nextFetch();
    }

    @Actor
    public void fetch() {
        fetch.run();
    }

    @Actor
    public void request() {
        renewed = racing.source.renewed(seen);
    }

    @Arbiter
    public void result(Z_Result result) {
        result.r1 = RacingSource.has(renewed.join(), RacingSource.SECOND);
    }
}
