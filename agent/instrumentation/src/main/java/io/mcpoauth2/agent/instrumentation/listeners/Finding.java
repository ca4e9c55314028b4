package io.mcpoauth2.agent.instrumentation.listeners;

/**
 * What is known of a listener.
 *
 * @param text who opened it, for messages
 */
record Finding(Kind kind, String text) {
    enum Kind {
        /** Another hook sees it. */
        ELSEWHERE,
        /** The JDK's own, such as its management port: it serves no application. */
        JDK,
        /** Another agent's, which the settings leave alone. */
        OTHER_AGENT,
        /** A server whose requests pass a door. */
        DOOR,
        /** A server of which servlets alone are protected. */
        SERVLETS,
        /** Any other. */
        UNKNOWN
    }
}
