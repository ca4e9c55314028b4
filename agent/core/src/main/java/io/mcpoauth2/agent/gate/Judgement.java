package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.telemetry.Outcome;
import java.util.Map;

/**
 * How a decision came about, for those who count and record.
 *
 * @param outcome the check that decided
 * @param user keys of {@code io.mcpoauth2.bridge.UserKeys}; empty where nobody is known
 */
public record Judgement(Outcome outcome, Map<String, Object> user) {
    static Judgement ofNobody(Outcome outcome) {
        return new Judgement(outcome, Map.of());
    }

    /** Nothing of the user. */
    @Override
    public String toString() {
        return "Judgement[" + outcome + "]";
    }
}
