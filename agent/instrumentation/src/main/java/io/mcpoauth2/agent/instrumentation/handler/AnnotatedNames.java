package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.agent.config.PolicyRule;
import io.mcpoauth2.agent.config.PolicyRule.About;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.TargetPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of tools and prompts that frameworks' annotations give to handlers: a rule over another name may have a slip.
 *
 * <p>It need not: an application may register further ones without an annotation, or has not loaded them yet. Nothing is said
 * of a method none of whose handlers is annotated, or one of which gets its name later.
 */
final class AnnotatedNames {
    private static final int MOST_SHOWN = 10;

    private final Set<HandlerOperation> known = ConcurrentHashMap.newKeySet();
    private final Set<String> methods = ConcurrentHashMap.newKeySet();
    private final Set<String> incomplete = ConcurrentHashMap.newKeySet();

    void add(HandlerOperation operation) {
        if (operation.target().isEmpty()) {
            incomplete.add(operation.method());
        } else {
            known.add(operation);
            methods.add(operation.method());
        }
    }

    /** What rules over one name are about that no annotated handler has, a bounded number of them. */
    List<String> missing(PolicySettings policy) {
        List<String> missing = new ArrayList<>();
        for (PolicyRule rule : policy.rules()) {
            TargetPattern target = rule.target();
            if (rule.about() == About.NAME
                    && target != null
                    && target.isExact()
                    && methods.contains(rule.method())
                    && !incomplete.contains(rule.method())
                    && !known.contains(new HandlerOperation(rule.method(), target.toString()))) {
                missing.add(rule.method() + ' ' + target);
            }
        }
        int more = missing.size() - MOST_SHOWN;
        if (more > 0) {
            missing = new ArrayList<>(missing.subList(0, MOST_SHOWN));
            missing.add("and " + more + " more");
        }
        return missing;
    }
}
