package io.mcpoauth2.agent.config;

/**
 * What is made of requests without credentials whose messages are looked at.
 *
 * @param rate such requests of one address within a minute
 * @param challengesInResults whether known clients that look for challenges in results of tools get them there
 */
public record TokenlessSettings(int rate, boolean challengesInResults) {
    static TokenlessSettings read(Values values) {
        return new TokenlessSettings(
                values.number(Key.ANONYMOUS_RATE, 1, 1_000_000),
                values.choice(Key.CHALLENGE, "http", "auto").equals("auto"));
    }
}
