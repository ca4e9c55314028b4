package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.config.PolicyRule.About;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns of rules that no message can ever come to: those over a kind of target that their method has not, and those for a
 * whole method behind one for all of its targets.
 *
 * <p>No other rule is idle: of two patterns the one that goes first leaves something to the other, unless both are about the
 * same, which is an error where they differ. Methods that the MCP specification does not have may have any target. Runs at the
 * start of every JVM: loops, no lambdas.
 */
final class IdleRules {
    private static final Set<String> WITH_NAME = Set.of("tools/call", "prompts/get");
    private static final Set<String> WITH_URI =
            Set.of("resources/read", "resources/subscribe", "resources/unsubscribe");

    private IdleRules() {}

    /** The same settings; what is idle in them is warned of. */
    static AccessSettings warn(AccessSettings access, Problems problems) {
        List<PolicyRule> rules = access.policy().rules();
        for (PolicyRule rule : rules) {
            String method = rule.method();
            if (rule.about() == About.METHOD) {
                PolicyRule before = before(method, rules);
                if (before != null) {
                    problems.warning(
                            RulesSection.NAME,
                            rule.source(),
                            "never decides, as the rule for " + before.subject() + " (" + before.source()
                                    + ") goes first for all of " + method);
                }
            } else if (lacks(method, rule.about())) {
                problems.warning(
                        RulesSection.NAME,
                        rule.source(),
                        "never decides, as messages of " + method + " have no "
                                + (rule.about() == About.NAME ? "name" : "uri"));
            }
        }
        return access;
    }

    private static boolean lacks(String method, About target) {
        return PolicySettings.DISCOVERY.contains(method)
                || method.equals("logging/setLevel")
                || (target == About.NAME ? WITH_URI.contains(method) : WITH_NAME.contains(method));
    }

    /** The rule for all targets of a method whose messages always have one; null if there is none. */
    private static @Nullable PolicyRule before(String method, List<PolicyRule> rules) {
        boolean named = WITH_NAME.contains(method);
        if (!named && !WITH_URI.contains(method)) {
            return null;
        }
        for (PolicyRule rule : rules) {
            TargetPattern target = rule.target();
            if (target != null
                    && rule.about() == (named ? About.NAME : About.URI)
                    && target.shape().equals("*")
                    && isFor(method, rule.method())) {
                return rule;
            }
        }
        return null;
    }

    private static boolean isFor(String method, String pattern) {
        return pattern.endsWith("*")
                ? method.startsWith(pattern.substring(0, pattern.length() - 1))
                : method.equals(pattern);
    }
}
