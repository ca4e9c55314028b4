package io.mcpoauth2.agent.token;

import java.util.List;

/** What a request's Authorization header holds (RFC 6750 §2.1, rows F1 to F4, F6). This is the one place that reads it. */
public sealed interface AuthorizationHeader {
    /** No bearer token was sent: no header, an empty one, one without a token, or another scheme. */
    record None() implements AuthorizationHeader {}

    /**
     * A bearer token was sent, of correct grammar and unknown worth.
     *
     * @param value never logged
     */
    record Token(String value) implements AuthorizationHeader {
        @Override
        public String toString() {
            return "Token[not shown]";
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
     */
    static AuthorizationHeader parse(List<String> values) {
        return values.isEmpty()
                ? new None()
                : values.size() == 1
                        ? AuthorizationHeaderParser.parse(values.get(0))
                        : new Malformed("More than one Authorization header");
    }
}
