package io.mcpoauth2.testapps.process.kit;

import java.util.function.Function;

/**
 * One request of the kit and what has to come of it.
 *
 * @param row of REQUIREMENTS.md
 * @param request made when it is sent, as most tokens have a time
 */
record Case(String row, String name, Expected expected, Function<Kit, Sent> request) {

    /** A token that must be accepted, in a faultless header. */
    static Case accepted(String row, String name, Function<Kit, String> token) {
        return new Case(row, name, Expected.ACCEPTED, kit -> Sent.bearer(token.apply(kit)));
    }

    /** A token that must be refused, in a faultless header. */
    static Case refused(String row, String name, Function<Kit, String> token) {
        return new Case(row, name, Expected.INVALID_TOKEN, kit -> Sent.bearer(token.apply(kit)));
    }

    @Override
    public String toString() {
        return row + ": " + name + " -> " + expected;
    }
}
