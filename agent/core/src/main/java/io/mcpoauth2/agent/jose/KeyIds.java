package io.mcpoauth2.agent.jose;

import io.mcpoauth2.agent.text.Alphabet;

/** What may be said of a {@code kid} in a log line: it can be anything its sender likes (row A6). */
public final class KeyIds {
    /** Longer ones are not accepted, in tokens and in key sets. */
    public static final int MAX_LENGTH = 512;

    private static final int MAX_PRINTED = 64;
    private static final Alphabet BASE64URL = Alphabet.LETTERS_AND_DIGITS.and("-_");

    private KeyIds() {}

    /** {@code " (kid abc)"}, or a note in its place unless it is short and made of base64url characters only. */
    public static String printable(String kid) {
        if (kid.isEmpty() || kid.length() > MAX_PRINTED) {
            return " (kid of " + kid.length() + " characters)";
        }
        return BASE64URL.containsAll(kid)
                ? " (kid " + kid + ")"
                : " (kid of " + kid.length() + " characters, not shown)";
    }
}
