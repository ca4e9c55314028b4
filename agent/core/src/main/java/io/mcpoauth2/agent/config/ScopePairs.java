package io.mcpoauth2.agent.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Pairs of scopes of which one includes the other, as they are configured. */
final class ScopePairs {
    private ScopePairs() {}

    /** For each scope all that include it, also by way of others. */
    static Map<String, Set<String>> read(Values values, ElementRules elements) {
        Map<String, Set<String>> broader = new HashMap<>();
        for (String pair : values.list(Key.SCOPE_HIERARCHY, elements)) {
            int sign = pair.indexOf('>');
            broader.computeIfAbsent(pair.substring(sign + 1), NewSet.OF_SCOPES).add(pair.substring(0, sign));
        }
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Set<String> all : broader.values()) {
                for (String scope : List.copyOf(all)) {
                    grows |= all.addAll(broader.getOrDefault(scope, Set.of()));
                }
            }
        }
        for (Map.Entry<String, Set<String>> entry : broader.entrySet()) {
            if (entry.getValue().contains(entry.getKey())) {
                values.wrong(Key.SCOPE_HIERARCHY, "goes round in a circle");
                return Map.of();
            }
        }
        return broader;
    }

    /** A function without a lambda. */
    private static final class NewSet implements Function<String, Set<String>> {
        static final NewSet OF_SCOPES = new NewSet();

        @Override
        public Set<String> apply(String scope) {
            return new HashSet<>();
        }
    }
}
