package io.mcpoauth2.testapps.process.providers;

import java.util.Optional;

/**
 * A token and what has to come of it.
 *
 * @param row of REQUIREMENTS.md
 * @param error of the answer; empty if the token is to be accepted
 * @param caller if it is
 */
record Case(String row, String name, Written token, int status, String error, Optional<Caller> caller) {
    @Override
    public String toString() {
        return row + ": " + name + " -> " + (caller.isPresent() ? "" : error + ", ") + status;
    }
}
