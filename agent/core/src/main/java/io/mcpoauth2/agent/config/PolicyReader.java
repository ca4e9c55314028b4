package io.mcpoauth2.agent.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what callers may do: {@code tool_scopes}, {@code policy_default}, {@code scope_hierarchy} and the file's rules.
 *
 * <p>Runs at the start of every JVM: loops, no lambdas.
 */
final class PolicyReader {
    private final Values values;
    private final Problems problems;
    private final List<String> issuers;
    private final Map<String, PolicyRule> rules = new LinkedHashMap<>();

    private PolicyReader(Values values, Problems problems, List<String> issuers) {
        this.values = values;
        this.problems = problems;
        this.issuers = issuers;
    }

    static AccessSettings access(
            SettingsReader all,
            Sources sources,
            Values values,
            Problems problems,
            ElementRules elements,
            List<IssuerSettings> issuers) {
        List<String> names = new ArrayList<>();
        for (IssuerSettings issuer : issuers) {
            names.add(issuer.name());
        }
        Setting file = values.single(Key.CONFIG_FILE);
        PolicyReader reader = new PolicyReader(values, problems, names);
        return new AccessSettings(
                reader.policy(elements, sources.rules()),
                values.number(Key.MAX_MESSAGE_SIZE, 1_024, 67_108_864),
                RoutePatterns.of(values.list(Key.MESSAGE_ROUTES, elements)),
                new PolicySource(file == null ? Optional.empty() : Optional.of(file.text()), all));
    }

    private PolicySettings policy(ElementRules elements, List<RuleText> ofFile) {
        boolean allows = values.choice(Key.POLICY_DEFAULT, "allow", "deny").equals("allow");
        readToolScopes();
        for (RuleText rule : ofFile) {
            readRule(rule);
        }
        Map<String, Set<String>> broader = ScopePairs.read(values, elements);
        return new PolicySettings(allows, List.copyOf(rules.values()), broader, values.flag(Key.ANONYMOUS_DISCOVERY));
    }

    /** {@code delete_*=files:write files:read;search=files:read}. */
    private void readToolScopes() {
        Setting given = values.single(Key.TOOL_SCOPES);
        if (given == null) {
            return;
        }
        String text = given.text();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf(';', from);
            end = end < 0 ? text.length() : end;
            String pair = text.substring(from, end).strip();
            from = end + 1;
            if (pair.isEmpty() && from > text.length() && !rules.isEmpty()) {
                return; // A semicolon at the end.
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).strip();
            List<String> scopes = equals < 0 ? List.of() : words(pair.substring(equals + 1));
            String fault =
                    name.isEmpty() || scopes.isEmpty() ? "has no name and scopes" : TargetPattern.faultOfName(name);
            fault = fault == null ? faultOfScopes(scopes, List.of()) : fault;
            if (fault != null) {
                problems.wrong(given, "has an element that " + fault);
                return;
            }
            add(new PolicyRule(
                    given.source(),
                    "tools/call",
                    PolicyRule.About.NAME,
                    TargetPattern.ofName(name),
                    PolicyRule.Needs.scopes(scopes)));
        }
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || text.charAt(at) == ' ') {
                if (at > from) {
                    words.add(text.substring(from, at));
                }
                from = at + 1;
            }
        }
        return List.copyOf(words);
    }

    private void readRule(RuleText rule) {
        List<String> methods = rule.list("method");
        List<String> names = rule.list("name");
        List<String> uris = rule.list("uri");
        if (methods.isEmpty() || (!names.isEmpty() && !uris.isEmpty())) {
            error(rule, "has no method, or both a name and a uri");
            return;
        }
        List<String> targets = names.isEmpty() ? uris : names;
        PolicyRule.About about = names.isEmpty()
                ? (uris.isEmpty() ? PolicyRule.About.METHOD : PolicyRule.About.URI)
                : PolicyRule.About.NAME;
        PolicyRule.Needs needs = needs(rule);
        if (needs == null) {
            return;
        }
        for (String method : methods) {
            String fault = TargetPattern.faultOfName(method);
            if (fault != null) {
                error(rule, "has a method that " + fault);
            } else if (targets.isEmpty()) {
                addIfRight(rule, method, about, null, needs);
            }
            for (String target : targets) {
                String wrong = about == PolicyRule.About.URI
                        ? TargetPattern.faultOfUri(target)
                        : TargetPattern.faultOfName(target);
                if (wrong != null) {
                    error(rule, "has a name or uri that " + wrong);
                } else if (fault == null) {
                    TargetPattern pattern =
                            about == PolicyRule.About.URI ? TargetPattern.ofUri(target) : TargetPattern.ofName(target);
                    addIfRight(rule, method, about, pattern, needs);
                }
            }
        }
    }

    private void addIfRight(
            RuleText rule,
            String method,
            PolicyRule.About about,
            @Nullable TargetPattern target,
            PolicyRule.Needs needs) {
        List<String> variables = target == null ? List.of() : target.variables();
        String fault = faultOfScopes(needs.scopes(), variables);
        fault = fault == null ? faultOfScopes(needs.anyScope(), List.of()) : fault;
        if (fault != null) {
            error(rule, fault);
            return;
        }
        add(new PolicyRule(rule.source(), method, about, target, needs));
    }

    private PolicyRule.@Nullable Needs needs(RuleText rule) {
        boolean deny = rule.flag("deny");
        boolean anonymous = rule.flag("anonymous");
        PolicyRule.Needs needs = new PolicyRule.Needs(
                rule.list("scopes"),
                rule.list("any_scope"),
                rule.list("roles"),
                Set.copyOf(rule.list("subjects")),
                Set.copyOf(rule.list("clients")),
                Set.copyOf(rule.list("issuers")),
                deny,
                anonymous);
        boolean more = !needs.scopes().isEmpty()
                || !needs.anyScope().isEmpty()
                || !needs.roles().isEmpty()
                || !needs.subjects().isEmpty()
                || !needs.clients().isEmpty()
                || !needs.issuers().isEmpty();
        if ((deny && (more || anonymous)) || (anonymous && more)) {
            error(rule, deny ? "denies, and needs something at once" : "is anonymous, and needs something at once");
            return null;
        }
        if (!issuers.isEmpty() && !new HashSet<>(issuers).containsAll(needs.issuers())) {
            error(rule, "names an issuer that is none of the agent's");
            return null;
        }
        boolean named = !needs.subjects().isEmpty() || !needs.clients().isEmpty();
        if (named && issuers.size() > 1 && needs.issuers().size() != 1) {
            error(rule, "names subjects or clients without the one issuer that they are of");
            return null;
        }
        return needs;
    }

    /** Of rules about the same operations one that denies wins; that others differ is an error. */
    private void add(PolicyRule rule) {
        PolicyRule before = rules.putIfAbsent(rule.key(), rule);
        if (before == null || before.needs().equals(rule.needs())) {
            return;
        }
        if (before.needs().deny()) {
            warnOfDenied(rule);
        } else if (rule.needs().deny()) {
            rules.put(rule.key(), rule);
            warnOfDenied(before);
        } else {
            problems.error("rules", rule.source(), "differs from another rule about the same: " + rule.subject());
        }
    }

    private void warnOfDenied(PolicyRule rule) {
        problems.warning("rules", rule.source(), "never decides, as another rule denies the same: " + rule.subject());
    }

    private static @Nullable String faultOfScopes(List<String> scopes, List<String> variables) {
        for (String scope : scopes) {
            String plain = scope;
            for (String variable : variables) {
                plain = plain.replace("{" + variable + "}", "x");
            }
            String fault = plain.isEmpty() ? "is empty" : ElementRules.faultOfScope(plain);
            if (fault != null) {
                return "has a scope that " + fault;
            }
            if (plain.indexOf('{') >= 0 || plain.indexOf('}') >= 0) {
                return "has a scope with a variable that its template does not have";
            }
        }
        return null;
    }

    private void error(RuleText rule, String fault) {
        problems.error("rules", rule.source(), fault);
    }
}
