package io.mcpoauth2.agent.telemetry;

/** Text made fit for one line of a log: no control, no line break of Unicode, no invisible or reversing character. */
public final class Printable {
    private Printable() {}

    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(isPrintable(c) ? c : '?');
        }
        return line.toString();
    }

    private static boolean isPrintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
