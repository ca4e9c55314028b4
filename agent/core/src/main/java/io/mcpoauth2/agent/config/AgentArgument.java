package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.text.Alphabet;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text behind {@code -javaagent:…jar=}: pairs {@code key=value}, separated by commas.
 *
 * <p>Values may hold commas: a new pair begins only where a comma is followed by a key and {@code =}. A word that looks
 * like a key and is none is an error and never taken for a part of the list before it, else a misspelt {@code scopes}
 * would go unnoticed.
 */
final class AgentArgument {
    /** What keys consist of, and what misspelt keys do: capitals, hyphens and dots. */
    private static final Alphabet KEY = Alphabet.LETTERS_AND_DIGITS.and("_-.");

    static final String SOURCE = "agent argument";

    private final String text;
    private final Problems problems;
    private final Map<Key, Setting> settings = new EnumMap<>(Key.class);

    private AgentArgument(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    static Map<Key, Setting> read(@Nullable String text, Problems problems) {
        if (text == null || text.isBlank()) {
            return Map.of();
        }
        AgentArgument argument = new AgentArgument(text, problems);
        argument.readPairs();
        return argument.settings;
    }

    private void readPairs() {
        int pair = skipSpaces(0);
        if (equalsSign(pair) < 0) {
            problems.error("(not a key)", SOURCE, "does not begin with key=value; right would be: issuer=…,audience=…");
        }
        while (pair < text.length()) {
            int end = endOfPair(pair);
            int equals = equalsSign(pair);
            if (equals >= 0) {
                accept(text.substring(pair, equals), text.substring(equals + 1, end));
            }
            pair = end == text.length() ? end : skipSpaces(end + 1);
        }
    }

    private void accept(String name, String value) {
        Key key = Key.of(name);
        if (key == null) {
            problems.unknown(name, SOURCE);
        } else if (settings.putIfAbsent(key, new Setting(key, SOURCE, value)) != null) {
            problems.error(name, SOURCE, "is given twice; right would be: once, lists separated by commas");
        }
    }

    /** The comma before the next pair, or the end of the text. */
    private int endOfPair(int pair) {
        int comma = text.indexOf(',', pair);
        while (comma >= 0 && equalsSign(skipSpaces(comma + 1)) < 0) {
            comma = text.indexOf(',', comma + 1);
        }
        return comma < 0 ? text.length() : comma;
    }

    /** The {@code =} right behind the word that begins at {@code start}; -1 if no word, or none of it, is there. */
    private int equalsSign(int start) {
        int at = start;
        while (at < text.length() && isKeyCharacter(text.charAt(at))) {
            at++;
        }
        return at > start && at < text.length() && text.charAt(at) == '=' ? at : -1;
    }

    private int skipSpaces(int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    static boolean isKeyCharacter(char c) {
        return KEY.contains(c);
    }
}
