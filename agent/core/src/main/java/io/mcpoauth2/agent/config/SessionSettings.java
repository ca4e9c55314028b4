package io.mcpoauth2.agent.config;

import java.time.Duration;

/**
 * How MCP sessions are bound to who opened them.
 *
 * @param bind false where several processes share their sessions
 * @param max sessions at a time
 * @param idle after which a session is forgotten
 */
public record SessionSettings(boolean bind, int max, Duration idle) {
    static SessionSettings read(Values values) {
        return new SessionSettings(
                values.choice(Key.SESSIONS, "bind", "off").equals("bind"),
                values.number(Key.MAX_SESSIONS, 1, 10_000_000),
                values.seconds(Key.SESSION_IDLE, 60, 31_536_000));
    }
}
