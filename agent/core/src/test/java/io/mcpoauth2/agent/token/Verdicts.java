package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.issuer.Grounds;
import io.mcpoauth2.agent.wait.Caller;
import java.util.Map;
import java.util.Optional;

/** Verdicts of a test that nothing ends. */
public final class Verdicts {
    private Verdicts() {}

    public static Verdict.Valid valid(Map<String, Object> user, Optional<Confirmation> confirmation) {
        return new Verdict.Valid(user, confirmation, new Lifetime(Long.MAX_VALUE, Long.MAX_VALUE, Grounds.FIRM));
    }

    /** What is found out about a token, as soon as it is known. */
    public static Verdict of(TokenValidator validator, String token) {
        Verdict known = validator.now(token);
        return known == null ? validator.later(token, Caller.REQUEST_THREAD).join() : known;
    }
}
