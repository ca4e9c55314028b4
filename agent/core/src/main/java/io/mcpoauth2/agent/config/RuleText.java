package io.mcpoauth2.agent.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule as it stands in the file: its members, each a string, an array of strings or a flag.
 *
 * @param source where it stands, for messages
 * @param lists the texts of members; those of one string have one element
 * @param flags names of members that are true
 */
record RuleText(String source, Map<String, List<String>> lists, Set<String> flags) {
    /** Members that hold texts. */
    static final Set<String> LISTS =
            Set.of("method", "name", "uri", "scopes", "any_scope", "roles", "subjects", "clients", "issuers");
    /** Members that are true or false. */
    static final Set<String> FLAGS = Set.of("deny", "anonymous");

    List<String> list(String member) {
        return lists.getOrDefault(member, List.of());
    }

    boolean flag(String member) {
        return flags.contains(member);
    }
}
