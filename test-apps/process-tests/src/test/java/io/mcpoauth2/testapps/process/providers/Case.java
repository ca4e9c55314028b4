package io.mcpoauth2.testapps.process.providers;

import java.util.Optional;

/**
 * A token and what has to come of it.
 *
 * @param row of REQUIREMENTS.md
 * @param error of the answer; empty if the token is to be accepted
 * @param named what {@code details} have to name; empty if it does not matter
 * @param quoted whether the page shows the line that the agent writes about it
 * @param caller if it is accepted
 */
record Case(
        String row,
        String name,
        Written token,
        int status,
        String error,
        String named,
        boolean quoted,
        Optional<Caller> caller) {
    static Case accepted(String row, String name, Written token, Caller caller) {
        return new Case(row, name, token, 200, "", "", false, Optional.of(caller));
    }

    static Case refused(String row, String name, Written token, int status, String error) {
        return new Case(row, name, token, status, error, "", false, Optional.empty());
    }

    Case naming(String claim) {
        return new Case(row, name, token, status, error, claim, quoted, caller);
    }

    Case onThePage() {
        return new Case(row, name, token, status, error, named, true, caller);
    }

    @Override
    public String toString() {
        return row + ": " + name + " -> " + (caller.isPresent() ? "" : error + ", ") + status;
    }
}
