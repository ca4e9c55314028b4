package io.mcpoauth2.agent.config;

import java.time.Duration;

/**
 * How MCP sessions are bound to who opened them.
 *
 * @param bind false where several processes share their sessions
 * @param max sessions at a time
 * @param idle after which a session is forgotten
 * @param tasks whether tasks are bound, too
 */
public record SessionSettings(boolean bind, int max, Duration idle, Tasks tasks) {
    /** Where MCP tasks are their creators' alone. */
    public enum Tasks {
        /** Where all messages are read for a policy. */
        AUTO,
        /** Everywhere, for which all messages are read. */
        BIND,
        /** Nowhere. */
        OFF
    }

    static SessionSettings read(Values values) {
        boolean bind = values.choice(Key.SESSIONS, "bind", "off").equals("bind");
        Tasks tasks = switch (values.choice(Key.TASKS, "auto", "bind", "off")) {
            case "auto" -> bind ? Tasks.AUTO : Tasks.OFF; // Who shares sessions shares tasks.
            case "bind" -> Tasks.BIND;
            default -> Tasks.OFF;
        };
        return new SessionSettings(
                bind,
                values.number(Key.MAX_SESSIONS, 1, 10_000_000),
                values.seconds(Key.SESSION_IDLE, 60, 31_536_000),
                tasks);
    }
}
