package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.config.PolicyRule;
import io.mcpoauth2.agent.config.PolicyRule.About;
import io.mcpoauth2.agent.config.PolicySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rule for an operation: that of its exact name or URI, of the longest literal prefix, of its method, and else
 * the default. Immutable, so that a changed configuration replaces it as a whole.
 */
final class Policy {
    private static final String NOTIFICATIONS = "notifications/";

    private final boolean allowsByDefault;
    private final ScopeHierarchy hierarchy;
    private final boolean hasPublicView;
    private final boolean isForSomeTokenless;
    private final Map<String, MethodRules> methods = new HashMap<>();
    /** Of methods that begin alike, the longest beginning first. */
    private final List<MethodRules> families = new ArrayList<>();

    /**
     * @param beginning the method, or what it begins with
     * @param whole the rule for all operations of the method; null if there is none
     */
    private record MethodRules(
            String beginning,
            Targets names,
            Targets uris,
            @Nullable Rule whole) {}

    Policy(PolicySettings settings) {
        this.allowsByDefault = settings.allowsByDefault();
        this.hierarchy = new ScopeHierarchy(settings.broader());
        this.hasPublicView = settings.anonymousDiscovery();
        boolean forAnybody = hasPublicView;
        for (PolicyRule rule : settings.rules()) {
            forAnybody |= rule.needs().anonymous();
        }
        this.isForSomeTokenless = forAnybody;
        TreeMap<String, List<PolicyRule>> byMethod = new TreeMap<>();
        for (PolicyRule rule : settings.rules()) {
            byMethod.computeIfAbsent(rule.method(), first -> new ArrayList<>()).add(rule);
        }
        byMethod.forEach((method, rules) -> {
            if (method.endsWith("*")) {
                families.add(methodRules(method.substring(0, method.length() - 1), rules));
            } else {
                methods.put(method, methodRules(method, rules));
            }
        });
        families.sort((a, b) -> b.beginning.length() - a.beginning.length());
    }

    private static MethodRules methodRules(String beginning, List<PolicyRule> rules) {
        List<PolicyRule> names = new ArrayList<>();
        List<PolicyRule> uris = new ArrayList<>();
        @Nullable Rule whole = null;
        for (PolicyRule rule : rules) {
            if (rule.about() == About.METHOD) {
                whole = new Rule(rule.needs());
            } else {
                (rule.about() == About.NAME ? names : uris).add(rule);
            }
        }
        return new MethodRules(beginning, new Targets(names), new Targets(uris), whole);
    }

    ScopeHierarchy hierarchy() {
        return hierarchy;
    }

    /**
     * Whether an operation that no rule is about may be used by any authenticated caller. A default that denies leaves what
     * tells of the server alone: without it no client could get as far as what the rules allow. A rule may deny it.
     */
    boolean allowsByDefault(Operation operation) {
        String method = operation.method();
        return allowsByDefault
                || PolicySettings.DISCOVERY.contains(method)
                || method.equals("logging/setLevel")
                || method.startsWith(NOTIFICATIONS);
    }

    /** Whether there is anything that may be asked for without a token. */
    boolean isForSomeTokenless() {
        return isForSomeTokenless;
    }

    /** Whether an operation that no rule is about may be asked for without a token. */
    boolean isInPublicView(Operation operation) {
        String method = operation.method();
        return hasPublicView
                && (PolicySettings.DISCOVERY.contains(method) || method.equals(NOTIFICATIONS + "initialized"));
    }

    /** The rule for an operation; null if the default goes for it. */
    Targets.@Nullable Found find(Operation operation) {
        List<MethodRules> fitting = fitting(operation.method());
        for (int i = 0; i < fitting.size(); i++) {
            @Nullable Rule rule = exactly(fitting.get(i), operation);
            if (rule != null) {
                return new Targets.Found(rule, Map.of());
            }
        }
        for (int i = 0; i < fitting.size(); i++) {
            Targets.@Nullable Found found = matching(fitting.get(i), operation);
            if (found != null) {
                return found;
            }
        }
        for (int i = 0; i < fitting.size(); i++) {
            @Nullable Rule whole = fitting.get(i).whole;
            if (whole != null) {
                return new Targets.Found(whole, Map.of());
            }
        }
        return null;
    }

    /** The rule about all URIs of a template, which is written as the template is; null if there is none. */
    @Nullable
    Rule findTemplate(String method, String template) {
        List<MethodRules> fitting = fitting(method);
        for (int i = 0; i < fitting.size(); i++) {
            @Nullable Rule rule = fitting.get(i).uris.about(template);
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }

    private List<MethodRules> fitting(String method) {
        @Nullable MethodRules own = methods.get(method);
        if (families.isEmpty()) {
            return own == null ? List.of() : List.of(own);
        }
        List<MethodRules> fitting = new ArrayList<>();
        if (own != null) {
            fitting.add(own);
        }
        for (MethodRules family : families) {
            if (method.startsWith(family.beginning)) {
                fitting.add(family);
            }
        }
        return fitting;
    }

    private static @Nullable Rule exactly(MethodRules rules, Operation operation) {
        @Nullable String name = operation.name();
        @Nullable String uri = operation.uri();
        @Nullable Rule rule = name == null ? null : rules.names.exactly(name);
        return rule != null || uri == null ? rule : rules.uris.exactly(uri);
    }

    private static Targets.@Nullable Found matching(MethodRules rules, Operation operation) {
        @Nullable String name = operation.name();
        @Nullable String uri = operation.uri();
        Targets.@Nullable Found found = name == null ? null : rules.names.matching(name);
        return found != null || uri == null ? found : rules.uris.matching(uri);
    }
}
