package io.mcpoauth2.agent.text;

/** What is asked of strings from a token; ASCII only, so that no locale and no look-alike letter matters. */
public final class Text {
    private Text() {}

    public static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Like {@link String#toLowerCase()} for A to Z alone: the Kelvin sign stays one. */
    public static String asciiLowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }

    /** A media type as tokens name it: case does not count, and "application/" may be left out (RFC 7515 §4.1.9). */
    public static String mediaType(String type) {
        String lower = asciiLowerCase(type);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }
}
