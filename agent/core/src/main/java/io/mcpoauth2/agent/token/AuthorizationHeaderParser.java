package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.text.Alphabet;
import java.nio.charset.StandardCharsets;

/**
 * Grammar of one Authorization header value: {@code scheme 1*SP b64token}.
 *
 * <p>Whatever two parsers could read differently is malformed, never repaired.
 */
final class AuthorizationHeaderParser {
    private static final String BEARER = "Bearer";
    private static final String DPOP = "DPoP";
    /** By character, what RFC 6750 §2.1 allows before the padding. */
    private static final boolean[] B64TOKEN = b64Token();

    static final String BAD_TOKEN = "The token has characters that RFC 6750 does not allow";

    private AuthorizationHeaderParser() {}

    /** All but the grammar of the token. */
    static AuthorizationHeader read(String value, boolean dpop) {
        String text = trimmed(value);
        int end = text.indexOf(' ');
        String scheme = end < 0 ? text : text.substring(0, end);
        if (scheme.isEmpty()) {
            return new AuthorizationHeader.None();
        }
        if (!Alphabet.HTTP_TOKEN.containsAll(scheme)) {
            return new AuthorizationHeader.Malformed(
                    "The Authorization header does not begin with a scheme and a space");
        }
        String credentials = end < 0 ? "" : text.substring(skipSpaces(text, end));
        boolean isDpop = dpop && scheme.equalsIgnoreCase(DPOP);
        if (!isDpop && !scheme.equalsIgnoreCase(BEARER)) {
            return joins(BEARER, credentials) || (dpop && joins(DPOP, credentials))
                    ? new AuthorizationHeader.Malformed("More than one credential in the Authorization header")
                    : new AuthorizationHeader.None();
        }
        if (credentials.isEmpty()) {
            return new AuthorizationHeader.None();
        }
        return new AuthorizationHeader.Token(
                isDpop ? AuthorizationHeader.Scheme.DPOP : AuthorizationHeader.Scheme.BEARER, credentials);
    }

    /** White space around a field value is no part of it (RFC 9110 §5.5). */
    private static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isWhitespace(value.charAt(from))) {
            from++;
        }
        while (to > from && isWhitespace(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t';
    }

    private static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** A proxy may have joined two headers with a comma; other schemes have commas of their own. */
    private static boolean joins(String scheme, String credentials) {
        for (int comma = credentials.indexOf(','); comma >= 0; comma = credentials.indexOf(',', comma + 1)) {
            int at = comma + 1;
            while (at < credentials.length() && isWhitespace(credentials.charAt(at))) {
                at++;
            }
            int end = at + scheme.length();
            if (credentials.regionMatches(true, at, scheme, 0, scheme.length())
                    && (end == credentials.length() || isWhitespace(credentials.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /** Every unknown token comes here with a thousand characters, so there is no branch for a processor to guess wrong. */
    static boolean isB64Token(String text) {
        // What is not Latin-1 becomes a question mark, which is not allowed either.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == '=') {
            end--;
        }
        boolean right = end > 0;
        for (int i = 0; i < end; i++) {
            right &= B64TOKEN[bytes[i] & 0xFF];
        }
        return right || (end > 0 && hasPaddedParts(bytes));
    }

    /** Whether the only fault is {@code =} padding inside the token: a malformed JWT (401, row A11), not a malformed header (400). */
    private static boolean hasPaddedParts(byte[] token) {
        boolean padding = false;
        for (byte character : token) {
            if (character == '=') {
                padding = true;
            } else if (!B64TOKEN[character & 0xFF] || (padding && character != '.')) {
                return false;
            } else {
                padding = false;
            }
        }
        return true;
    }

    private static boolean[] b64Token() {
        boolean[] allowed = new boolean[256];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] = Alphabet.B64TOKEN.contains(c);
        }
        return allowed;
    }
}
