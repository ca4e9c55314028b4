package io.mcpoauth2.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value as it was given.
 *
 * @param source where it stands, for messages
 * @param text the value; empty if {@code elements} are given
 * @param elements the elements where the source has lists of its own (a JSON array)
 */
record Setting(
        Key key, String source, String text, @Nullable List<String> elements) {
    /** Before the name in the source of such a setting. */
    static final String VARIABLE = "environment variable ";
    /** Before the name in the source of such a setting. */
    static final String PROPERTY = "system property ";

    Setting(Key key, String source, String text) {
        this(key, source, text, null);
    }

    /** Where it stands, in the shortest words that are clear beside the key. */
    String shortSource() {
        if (source.startsWith(VARIABLE)) {
            return source.substring(VARIABLE.length());
        }
        return source.startsWith(PROPERTY) ? "-D".concat(source.substring(PROPERTY.length())) : source;
    }

    /** Never the value: it may be a secret. */
    @Override
    public String toString() {
        return key.text() + " of " + source;
    }
}
