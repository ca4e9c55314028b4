package io.mcpoauth2.agent.config;

/** Reads port numbers: plain digits, without sign, zero in front or range. */
final class Ports {
    /** What no port is. */
    static final int NONE = 0;

    private static final int MAX = 65_535;

    private Ports() {}

    /** The port; {@link #NONE} if the text is not one. */
    static int parse(String text) {
        if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0') {
            return NONE;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            port = port * 10 + c - '0';
        }
        return port > MAX ? NONE : port;
    }
}
