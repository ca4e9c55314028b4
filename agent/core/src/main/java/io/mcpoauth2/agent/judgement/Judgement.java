package io.mcpoauth2.agent.judgement;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a decision came about, for those who count and record.
 *
 * @param reason the check that decided
 * @param user keys of {@code io.mcpoauth2.bridge.UserKeys}; empty where nobody is known
 * @param enforced false where it was only reported, so that the request went on
 * @param needed scopes that were asked for, where one of them was missing; else empty
 * @param request what an audit tells of the request; null where there is none
 */
public record Judgement(
        Reason reason,
        Map<String, Object> user,
        boolean enforced,
        Set<String> needed,
        @Nullable RequestFacts request) {
    public Judgement(Reason reason, Map<String, Object> user) {
        this(reason, user, true, Set.of(), null);
    }

    /** The same, of a request that went on all the same. */
    public Judgement reported() {
        return new Judgement(reason, user, false, needed, request);
    }

    /** The same, for want of one of these scopes. */
    public Judgement needing(Set<String> scopes) {
        return new Judgement(reason, user, enforced, scopes, request);
    }

    /** The same, about this request. */
    public Judgement about(@Nullable RequestFacts facts) {
        return facts == null ? this : new Judgement(reason, user, enforced, needed, facts);
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
