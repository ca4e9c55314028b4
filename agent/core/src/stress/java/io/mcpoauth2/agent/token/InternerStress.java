package io.mcpoauth2.agent.token;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Whoever asks for the one object of a value gets that value, whatever others put into its place meanwhile. */
@JCStressTest
@Outcome(id = "Aa, BB", expect = ACCEPTABLE, desc = "Each gets its own value")
@Outcome(expect = FORBIDDEN, desc = "One gets another's value: the claims of another token")
@State
public class InternerStress {
    /** Of the same hash code, and so of the same place. */
    private static final String FIRST = "Aa";

    private static final String SECOND = "BB";

    private final Interner interner = new Interner();

    public InternerStress() {
        String unused = interner.canonical(FIRST);
    }

    @Actor
    public void first(LL_Result result) {
        result.r1 = interner.canonical(FIRST);
    }

    @Actor
    public void second(LL_Result result) {
        result.r2 = interner.canonical(SECOND);
    }

    @Arbiter
    public void result(LL_Result result) {
        if (!interner.canonical(FIRST).equals(FIRST)) {
            result.r1 = "Another afterwards";
        }
    }
}
