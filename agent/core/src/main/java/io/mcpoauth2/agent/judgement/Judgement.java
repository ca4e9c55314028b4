package io.mcpoauth2.agent.judgement;

import java.util.Map;

/**
 * How a decision came about, for those who count and record.
 *
 * @param reason the check that decided
 * @param user keys of {@code io.mcpoauth2.bridge.UserKeys}; empty where nobody is known
 * @param enforced false where it was only reported, so that the request went on
 */
public record Judgement(Reason reason, Map<String, Object> user, boolean enforced) {
    public Judgement(Reason reason, Map<String, Object> user) {
        this(reason, user, true);
    }

    /** The same, of a request that went on all the same. */
    public Judgement reported() {
        return new Judgement(reason, user, false);
    }

    /** Of a request that is nobody's. */
    public static Judgement ofNobody(Reason reason) {
        return new Judgement(reason, Map.of());
    }

    /** Nothing of the user. */
    @Override
    public String toString() {
        return "Judgement[" + reason + "]";
    }
}
