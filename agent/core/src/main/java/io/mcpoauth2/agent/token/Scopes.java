package io.mcpoauth2.agent.token;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token allows: {@code scope} (RFC 8693 §4.2) and {@code scp} (Entra, Okta), as text or as array (row E8). */
final class Scopes {
    private Scopes() {}

    static Set<String> of(Map<String, ? extends @Nullable Object> claims) {
        Set<String> scopes = new LinkedHashSet<>();
        add(scopes, claims.get("scope"));
        add(scopes, claims.get("scp"));
        return Collections.unmodifiableSet(scopes);
    }

    private static void add(Set<String> scopes, @Nullable Object claim) {
        if (claim instanceof String text) {
            int from = 0;
            while (from <= text.length()) {
                int space = text.indexOf(' ', from);
                int to = space < 0 ? text.length() : space;
                if (to > from) {
                    scopes.add(text.substring(from, to));
                }
                from = to + 1;
            }
        } else {
            addTexts(scopes, claim);
        }
    }

    /** The texts of an array, and nothing else that may be in it. */
    static void addTexts(Set<String> texts, @Nullable Object claim) {
        if (claim instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text && !text.isEmpty()) {
                    texts.add(text);
                }
            }
        }
    }
}
