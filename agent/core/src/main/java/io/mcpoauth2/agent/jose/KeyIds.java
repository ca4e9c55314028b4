package io.mcpoauth2.agent.jose;

/** What may be said of a {@code kid} in a log line: it can be anything its sender likes (row A6). */
public final class KeyIds {
    /** Longer ones are not accepted, in tokens and in key sets. */
    public static final int MAX_LENGTH = 512;

    private static final int MAX_PRINTED = 64;

    private KeyIds() {}

    /** {@code " (kid abc)"}, or a note in its place unless it is short and made of base64url characters only. */
    public static String printable(String kid) {
        if (kid.isEmpty() || kid.length() > MAX_PRINTED) {
            return " (kid of " + kid.length() + " characters)";
        }
        for (int i = 0; i < kid.length(); i++) {
            char c = kid.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '-' && c != '_') {
                return " (kid of " + kid.length() + " characters, not shown)";
            }
        }
        return " (kid " + kid + ")";
    }
}
