package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.config.PolicyRule.Needs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What handlers demand by their annotations, by the operation that runs them, so that the gate can refuse it before their
 * server begins to answer. Complete as far as classes are loaded; the guard within each handler holds in any case.
 */
public final class HandlerRules {
    /** By method, a line feed, and the name or URI: which no method has. */
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();

    HandlerRules() {}

    /**
     * Adds what a handler demands to what is demanded for its operation already.
     *
     * @param method of JSON-RPC
     * @param target the name or URI by which clients know the handler
     * @param scopes all of them
     * @param roles one of them, if there are any
     */
    public void add(String method, String target, Set<String> scopes, Set<String> roles) {
        if (scopes.isEmpty() && roles.isEmpty()) {
            return;
        }
        Rule rule = new Rule(new Needs(
                List.copyOf(new TreeSet<>(scopes)),
                List.of(),
                List.copyOf(new TreeSet<>(roles)),
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                false));
        rules.merge(key(method, target), rule, Rule::and);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    @Nullable
    Rule find(Operation operation) {
        if (rules.isEmpty()) {
            return null;
        }
        String method = operation.method().equals("resources/subscribe") ? "resources/read" : operation.method();
        @Nullable String target = operation.name() == null ? operation.uri() : operation.name();
        return target == null ? null : rules.get(key(method, target));
    }

    private static String key(String method, String target) {
        return method + '\n' + target;
    }
}
