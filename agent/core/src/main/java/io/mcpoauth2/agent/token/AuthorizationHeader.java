package io.mcpoauth2.agent.token;

import java.util.List;

/**
 * What a request's Authorization header holds (RFC 6750 §2.1, RFC 9449 §7.1, rows F1 to F4, F6). This is the one place that
 * reads it.
 */
public sealed interface AuthorizationHeader {
    /** By which scheme a token was sent. */
    enum Scheme {
        BEARER,
        DPOP
    }

    /** The same, but {@link Malformed} for a token whose grammar is wrong. */
    default AuthorizationHeader checked() {
        return this;
    }

    /** No token was sent: no header, an empty one, one without a token, or another scheme. */
    record None() implements AuthorizationHeader {}

    /**
     * A token was sent, of unknown worth; of correct grammar once it was {@link #checked}.
     *
     * @param value never logged
     */
    record Token(Scheme scheme, String value) implements AuthorizationHeader {
        @Override
        public AuthorizationHeader checked() {
            return AuthorizationHeaderParser.isB64Token(value)
                    ? this
                    : new Malformed(AuthorizationHeaderParser.BAD_TOKEN);
        }

        @Override
        public String toString() {
            return scheme + "[not shown]";
        }
    }

    /**
     * The header cannot be understood in one way only.
     *
     * @param reason what is wrong, with nothing of the header
     */
    record Malformed(String reason) implements AuthorizationHeader {}

    /**
     * @param values one element a header line
     * @param dpop whether the scheme DPoP is known
     */
    static AuthorizationHeader parse(List<String> values, boolean dpop) {
        return read(values, dpop).checked();
    }

    /**
     * Reads the header without a look at the token's characters, which whoever knows the token already need not take.
     *
     * @param values one element a header line
     * @param dpop whether the scheme DPoP is known
     */
    static AuthorizationHeader read(List<String> values, boolean dpop) {
        return values.isEmpty()
                ? new None()
                : values.size() == 1
                        ? AuthorizationHeaderParser.read(values.get(0), dpop)
                        : new Malformed("More than one Authorization header");
    }
}
