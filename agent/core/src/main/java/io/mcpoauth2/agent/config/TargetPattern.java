package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.text.Alphabet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names or URIs that a rule is about: one exactly, all that begin alike, or those of a template.
 *
 * <p>A template's variable stands for one segment as it is written, of unreserved characters (RFC 3986 §2.3) and no dot
 * segment, so that it may become a part of a scope. Matching never decodes: a spelling that two servers could read in
 * two ways matches no pattern.
 */
public final class TargetPattern {
    /** Of what a variable stands for. */
    private static final int MAX_VALUE = 128;

    private static final Alphabet VARIABLE = Alphabet.LETTERS_AND_DIGITS.and("_");

    private final String text;
    /** What stands before, between and behind the variables; one more than these. */
    private final List<String> literals;

    private final List<String> variables;
    private final boolean open;

    private TargetPattern(String text, List<String> literals, List<String> variables, boolean open) {
        this.text = text;
        this.literals = literals;
        this.variables = variables;
        this.open = open;
    }

    /** A name, with a {@code *} at most at its end. The caller has looked for {@linkplain #faultOfName faults}. */
    public static TargetPattern ofName(String pattern) {
        boolean open = pattern.endsWith("*");
        return new TargetPattern(
                pattern, List.of(open ? pattern.substring(0, pattern.length() - 1) : pattern), List.of(), open);
    }

    /** A URI, with variables and a {@code *} at most at its end. The caller has looked for {@linkplain #faultOfUri faults}. */
    public static TargetPattern ofUri(String pattern) {
        boolean open = pattern.endsWith("*");
        String text = open ? pattern.substring(0, pattern.length() - 1) : pattern;
        List<String> literals = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        int from = 0;
        for (int brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', from)) {
            int end = text.indexOf('}', brace);
            literals.add(text.substring(from, brace));
            variables.add(text.substring(brace + 1, end));
            from = end + 1;
        }
        literals.add(text.substring(from));
        return new TargetPattern(pattern, List.copyOf(literals), List.copyOf(variables), open);
    }

    /** What is wrong with a pattern of names; null if nothing is. */
    static @Nullable String faultOfName(String pattern) {
        if (pattern.isEmpty()) {
            return "is empty";
        }
        return isStarredWithin(pattern) ? "has a * before its end" : null;
    }

    /** What is wrong with a pattern of URIs; null if nothing is. */
    static @Nullable String faultOfUri(String pattern) {
        String fault = faultOfName(pattern);
        if (fault != null) {
            return fault;
        }
        Set<String> names = new HashSet<>();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '}') {
                return "has a brace that none opens";
            }
            if (c != '{') {
                at++;
                continue;
            }
            int end = pattern.indexOf('}', at);
            String name = end < 0 ? "" : pattern.substring(at + 1, end);
            if (name.isEmpty() || !VARIABLE.containsAll(name) || !names.add(name)) {
                return "has a variable without an end or a name of letters, digits and underscores, or twice the same";
            }
            boolean begins = at > 0 && pattern.charAt(at - 1) == '/';
            boolean ends = end + 1 == pattern.length() || "/?#".indexOf(pattern.charAt(end + 1)) >= 0;
            if (!begins || !ends) {
                return "has a variable that is not one whole segment";
            }
            at = end + 1;
        }
        return null;
    }

    private static boolean isStarredWithin(String pattern) {
        int star = pattern.indexOf('*');
        return star >= 0 && star < pattern.length() - 1;
    }

    /** Whether it is one name or URI. */
    public boolean isExact() {
        return !open && variables.isEmpty();
    }

    /** What all that match begin with; of several patterns that match, the longest is chosen. */
    public String literalPrefix() {
        return literals.get(0);
    }

    /** Characters that are given, of two patterns with one prefix the more exact has more. */
    public int literalLength() {
        int length = 0;
        for (String literal : literals) {
            length += literal.length();
        }
        return length;
    }

    public boolean isOpen() {
        return open;
    }

    /** The variables' names, in their order. */
    public List<String> variables() {
        return variables;
    }

    /** The same text for all patterns that match the same. */
    public String shape() {
        return String.join("{}", literals) + (open ? "*" : "");
    }

    /**
     * What the variables stand for in a name or URI.
     *
     * @return empty if there are no variables; null if it does not match
     */
    public @Nullable Map<String, String> match(String target) {
        if (!target.startsWith(literals.get(0))) {
            return null;
        }
        int at = literals.get(0).length();
        if (variables.isEmpty()) {
            return open || at == target.length() ? Map.of() : null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            int end = at;
            while (end < target.length() && Alphabet.UNRESERVED.contains(target.charAt(end))) {
                end++;
            }
            String value = target.substring(at, end);
            String next = literals.get(i + 1);
            if (!isSegment(value) || !target.startsWith(next, end)) {
                return null;
            }
            values.put(variables.get(i), value);
            at = end + next.length();
        }
        return open || at == target.length() ? values : null;
    }

    private static boolean isSegment(String value) {
        return !value.isEmpty() && value.length() <= MAX_VALUE && !value.equals(".") && !value.equals("..");
    }

    /** Patterns of one kind are equal by their texts. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetPattern pattern
                && text.equals(pattern.text)
                && variables.equals(pattern.variables);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
