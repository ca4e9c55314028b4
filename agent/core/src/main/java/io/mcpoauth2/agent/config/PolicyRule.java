package io.mcpoauth2.agent.config;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of MCP operations needs of its caller.
 *
 * @param source where it stands, for messages
 * @param method a method of JSON-RPC, or the beginning of several with a {@code *} at its end
 * @param about what kind of target the pattern is for
 * @param target names or URIs; null for all operations of the method
 * @param needs what the caller must have
 */
public record PolicyRule(
        String source, String method, About about, @Nullable TargetPattern target, Needs needs) {
    /** What a rule's target is. */
    public enum About {
        METHOD,
        NAME,
        URI
    }

    /**
     * What a caller must have; each of these that is not empty has to be met.
     *
     * @param scopes all of them; variables of the target's template may stand in them
     * @param anyScope one of them
     * @param roles one of them
     * @param subjects the caller is one of them, of the rule's only issuer
     * @param clients the caller's client is one of them, of the rule's only issuer
     * @param issuers one of them has issued the token
     * @param deny nobody may
     * @param anonymous anybody may, also who brings no token; nothing else is needed then
     */
    public record Needs(
            List<String> scopes,
            List<String> anyScope,
            List<String> roles,
            Set<String> subjects,
            Set<String> clients,
            Set<String> issuers,
            boolean deny,
            boolean anonymous) {
        /** Scopes alone. */
        public static Needs scopes(List<String> scopes) {
            return new Needs(scopes, List.of(), List.of(), Set.of(), Set.of(), Set.of(), false, false);
        }
    }

    /** The same for rules that are about the same operations. */
    String key() {
        return method + ' ' + about + ' ' + (target == null ? "" : target.shape());
    }

    /** In words, for messages. */
    String subject() {
        return target == null ? method : method + " " + target;
    }
}
