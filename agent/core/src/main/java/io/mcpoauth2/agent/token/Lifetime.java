package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.issuer.Grounds;

/**
 * How long a verdict holds.
 *
 * @param until when the token itself ends, by its expiry with the clock skew or by {@code max_token_age}; in milliseconds
 *     since 1970
 * @param reviewAt when its issuer has to be asked again, in milliseconds since 1970; never after {@code until}
 * @param grounds what else it rests on
 */
public record Lifetime(long until, long reviewAt, Grounds grounds) {
    /** Of a verdict that only time ends. */
    static Lifetime until(long until) {
        return new Lifetime(until, until, Grounds.FIRM);
    }
}
