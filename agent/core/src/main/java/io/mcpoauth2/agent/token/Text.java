package io.mcpoauth2.agent.token;

/** What is asked of strings from a token; ASCII only, so that no locale and no look-alike letter matters. */
final class Text {
    private Text() {}

    static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Like {@link String#toLowerCase()} for A to Z alone: the Kelvin sign stays one. */
    static String asciiLowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }
}
