package io.mcpoauth2.agent.gate;

/** What the Authorization header of a request brings. */
public sealed interface Credentials {
    /** No bearer token: no header, an empty one, or another scheme. */
    record None() implements Credentials {}

    /** A bearer token, not judged yet. */
    record Token(String value) implements Credentials {
        /** Never the token itself. */
        @Override
        public String toString() {
            return "Token";
        }
    }

    /**
     * A header that breaks the grammar, or several headers.
     *
     * @param reason what is wrong; nothing taken from the header
     */
    record Malformed(String reason) implements Credentials {}
}
