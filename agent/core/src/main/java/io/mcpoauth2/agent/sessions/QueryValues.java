package io.mcpoauth2.agent.sessions;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The values of a query's parameter, as servers decode them. */
final class QueryValues {
    private QueryValues() {}

    static List<String> of(String rawQuery, String name) {
        if (!mayHave(rawQuery, name)) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        int from = 0;
        while (from <= rawQuery.length()) {
            int end = rawQuery.indexOf('&', from);
            end = end < 0 ? rawQuery.length() : end;
            String pair = rawQuery.substring(from, end);
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                values.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
            from = end + 1;
        }
        return values;
    }

    private static boolean mayHave(String query, String name) {
        return query.contains(name) || query.indexOf('%') >= 0;
    }

    /** What is not encoded rightly stands for itself: no id is spelled so. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
