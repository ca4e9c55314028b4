package io.mcpoauth2.agent.token;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.mcpoauth2.agent.issuer.Grounds;
import io.mcpoauth2.agent.jose.TokenDigest;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** A verdict whose grounds are gone is found no more, and a look beside their end does not bring it back (row G3). */
@JCStressTest
@Outcome(id = "true, true, false", expect = ACCEPTABLE, desc = "Both looks came before")
@Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "The grounds went between them")
@Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "Both looks came after")
@Outcome(expect = FORBIDDEN, desc = "A withdrawn verdict admits")
@State
public class WithdrawnVerdictStress {
    private static final TokenDigest TOKEN = TokenDigest.of("token");

    private final VerdictCache cache = new VerdictCache(100);
    private volatile Grounds.State state = Grounds.State.STAND;

    public WithdrawnVerdictStress() {
        Lifetime lifetime = new Lifetime(Long.MAX_VALUE, Long.MAX_VALUE, () -> state);
        cache.put(TOKEN, new Verdict.Valid(Map.of(), Optional.empty(), lifetime));
    }

    @Actor
    public void withdraw() {
        state = Grounds.State.GONE;
    }

    @Actor
    public void look(ZZZ_Result result) {
        result.r1 = isFound();
        result.r2 = isFound();
    }

    @Arbiter
    public void lookAfterwards(ZZZ_Result result) {
        result.r3 = isFound();
    }

    private boolean isFound() {
        return cache.find(TOKEN, 0) != null;
    }
}
