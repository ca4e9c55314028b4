package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.config.PolicyRule;
import io.mcpoauth2.agent.config.TargetPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one method by name or URI: finds the exact one, or the matching one with the longest literal prefix.
 *
 * <p>Literal prefixes are sorted, and each knows the longest other one that it begins with: the greatest that is not
 * behind a target in this order is a prefix of it, or leads to all that are. Ten thousand rules are a dozen comparisons.
 */
final class Targets {
    /** More exact first; a variable before what leaves the end open. */
    private static final Comparator<Pattern> ORDER = Comparator.comparingInt(
                    (Pattern pattern) -> -pattern.target.literalLength())
            .thenComparing(pattern -> pattern.target.isOpen());

    private final Map<String, Rule> exact = new HashMap<>();
    private final Map<String, Rule> byPattern = new HashMap<>();
    private final String[] prefixes;
    private final List<List<Pattern>> patterns = new ArrayList<>();
    private final int[] shorter;

    /** A rule and what it is about. */
    private record Pattern(TargetPattern target, Rule rule) {}

    /** A rule that was found, and what its template's variables stand for. */
    record Found(Rule rule, Map<String, String> values) {}

    Targets(List<PolicyRule> rules) {
        TreeMap<String, List<Pattern>> byPrefix = new TreeMap<>();
        for (PolicyRule rule : rules) {
            TargetPattern target = rule.target();
            if (target != null) {
                byPattern.put(target.toString(), new Rule(rule.needs()));
            }
            if (target != null && target.isExact()) {
                exact.put(target.literalPrefix(), new Rule(rule.needs()));
            } else if (target != null) {
                byPrefix.computeIfAbsent(target.literalPrefix(), first -> new ArrayList<>())
                        .add(new Pattern(target, new Rule(rule.needs())));
            }
        }
        prefixes = byPrefix.keySet().toArray(new String[0]);
        shorter = new int[prefixes.length];
        for (List<Pattern> alike : byPrefix.values()) {
            alike.sort(ORDER);
            int index = patterns.size();
            int before = index - 1;
            while (before >= 0 && !prefixes[index].startsWith(prefixes[before])) {
                before = shorter[before];
            }
            shorter[index] = before;
            patterns.add(alike);
        }
    }

    @Nullable
    Rule exactly(String target) {
        return exact.get(target);
    }

    /** The rule about a pattern as it is written; null if there is none. */
    @Nullable
    Rule about(String pattern) {
        return byPattern.get(pattern);
    }

    /** The rule of a pattern; null if none matches. */
    @Nullable
    Found matching(String target) {
        int at = Arrays.binarySearch(prefixes, target);
        at = at < 0 ? -at - 2 : at;
        while (at >= 0) {
            if (target.startsWith(prefixes[at])) {
                List<Pattern> alike = patterns.get(at);
                for (int i = 0; i < alike.size(); i++) {
                    @Nullable Map<String, String> values = alike.get(i).target.match(target);
                    if (values != null) {
                        return new Found(alike.get(i).rule, values);
                    }
                }
            }
            at = shorter[at];
        }
        return null;
    }
}
