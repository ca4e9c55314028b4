package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.text.Alphabet;

/**
 * Whether a path is spelled so plainly that every server routes it as it is written (I1).
 *
 * <p>Servers differ in what they decode, cut off, collapse and resolve before they route. A spelling they could disagree
 * about must never be exempt: widening this alphabet opens a way around the gate.
 */
final class RawPath {
    private static final Alphabet PLAIN = Alphabet.UNRESERVED.and("!$&'()*+,=");

    private RawPath() {}

    /**
     * A leading slash, no empty segment but a last one, no dot segment, and only unreserved characters and sub-delims of
     * RFC 3986 §2 without the semicolon: so no percent-encoding, path parameter, backslash or control character.
     */
    static boolean isPlain(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return false;
        }
        int segment = 1;
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '/') {
                if (i == segment || isDots(path, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (!PLAIN.contains(c)) {
                return false;
            }
        }
        return !isDots(path, segment, path.length());
    }

    private static boolean isDots(String path, int from, int to) {
        int length = to - from;
        return (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
    }
}
