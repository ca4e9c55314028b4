package io.mcpoauth2.agent.gate;

import java.util.List;

/** Reads the Authorization header. Called on every request that is not exempt: must not block. */
@FunctionalInterface
public interface CredentialsParser {
    /**
     * @param values of all Authorization field lines, in order; empty if there is none
     */
    Credentials parse(List<String> values);
}
