package io.mcpoauth2.agent.gate;

/** Finds the query parameter {@code access_token}, which MCP forbids (R5, F5). One pass, no allocation. */
final class QueryToken {
    private static final String NAME = "access_token";

    private QueryToken() {}

    /** Whether a parameter's name, percent-decoded, is {@code access_token}; its value does not matter. */
    static boolean isIn(String rawQuery) {
        int start = 0;
        while (start <= rawQuery.length()) {
            if (isNamedAt(rawQuery, start)) {
                return true;
            }
            int ampersand = rawQuery.indexOf('&', start);
            if (ampersand < 0) {
                return false;
            }
            start = ampersand + 1;
        }
        return false;
    }

    private static boolean isNamedAt(String query, int start) {
        int at = start;
        for (int i = 0; i < NAME.length(); i++) {
            if (at >= query.length()) {
                return false;
            }
            int c = query.charAt(at++);
            if (c == '%') {
                if (at + 2 > query.length()) {
                    return false;
                }
                // A character that is no hex digit gives a negative number, which no letter equals.
                c = Character.digit(query.charAt(at), 16) << 4 | Character.digit(query.charAt(at + 1), 16);
                at += 2;
            }
            if (c != NAME.charAt(i)) {
                return false;
            }
        }
        return at == query.length() || query.charAt(at) == '=' || query.charAt(at) == '&';
    }
}
