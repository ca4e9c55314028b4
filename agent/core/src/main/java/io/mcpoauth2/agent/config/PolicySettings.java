package io.mcpoauth2.agent.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What callers may do beyond what every request needs.
 *
 * @param allowsByDefault whether any authenticated caller may do what no rule is about
 * @param rules no two about the same operations
 * @param broader for each scope that some others include, all of these
 * @param anonymousDiscovery whether who brings no token may ask what there is
 */
public record PolicySettings(
        boolean allowsByDefault, List<PolicyRule> rules, Map<String, Set<String>> broader, boolean anonymousDiscovery) {
    /** Methods by which a client is told what there is. */
    public static final Set<String> DISCOVERY = Set.of(
            "initialize",
            "server/discover",
            "ping",
            "tools/list",
            "prompts/list",
            "resources/list",
            "resources/templates/list");

    /** Any authenticated caller may do everything. */
    public static final PolicySettings NONE = new PolicySettings(true, List.of(), Map.of(), false);

    /** Whether something depends on what a message asks for. */
    public boolean needsMessages() {
        return !allowsByDefault || !rules.isEmpty();
    }
}
