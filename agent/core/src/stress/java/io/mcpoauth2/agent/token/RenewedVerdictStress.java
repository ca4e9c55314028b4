package io.mcpoauth2.agent.token;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.mcpoauth2.agent.issuer.Grounds;
import io.mcpoauth2.agent.jose.TokenDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Who finds a verdict too old throws that one away, and not the new one that another request has just put there (row G3). */
@JCStressTest
@Outcome(id = "new, new", expect = ACCEPTABLE, desc = "The new verdict came before the look")
@Outcome(id = "none, new", expect = ACCEPTABLE, desc = "The look came before, and its caller finds out")
@Outcome(expect = FORBIDDEN, desc = "The old verdict is served, or the new one lost")
@State
public class RenewedVerdictStress {
    private static final TokenDigest TOKEN = TokenDigest.of("token");
    private static final Instant NOW = Instant.ofEpochMilli(1_000);
    private static final Verdict.Valid OLD = asked(1_000);
    private static final Verdict.Valid NEW = asked(2_000);

    private final VerdictCache cache = new VerdictCache(100);

    public RenewedVerdictStress() {
        cache.put(TOKEN, OLD);
    }

    @Actor
    public void look(LL_Result result) {
        result.r1 = found();
    }

    @Actor
    public void renew() {
        cache.put(TOKEN, NEW);
    }

    @Arbiter
    public void lookAfterwards(LL_Result result) {
        result.r2 = found();
    }

    private String found() {
        Verdict.Valid found = cache.find(TOKEN, NOW.toEpochMilli());
        return found == null ? "none" : found.equals(NEW) ? "new" : "old";
    }

    /** Of which the issuer has to be asked again from a time on. */
    private static Verdict.Valid asked(long reviewAt) {
        return new Verdict.Valid(Map.of(), Optional.empty(), new Lifetime(9_000, reviewAt, Grounds.FIRM));
    }
}
