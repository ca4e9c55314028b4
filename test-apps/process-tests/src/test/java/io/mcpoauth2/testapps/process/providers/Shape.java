package io.mcpoauth2.testapps.process.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tokens of an issuer look like, and the section of docs/providers.md that says how to accept them. */
final class Shape {
    static final String AUDIENCE = "Token validation failed: Invalid audience";
    static final String ISSUER = "Token validation failed: Invalid issuer";
    static final String TYPE = "Token validation failed: Invalid token type";
    static final String INACTIVE = "Token validation failed: Token is not active";
    static final String MALFORMED = "Token validation failed: Malformed token";
    static final String SCOPE = "Insufficient permissions";

    private final String heading;
    private final Written userToken;
    private final Written clientToken;
    private final List<Case> cases = new ArrayList<>();

    /**
     * @param userToken a good one
     * @param clientToken that a client got for itself
     */
    Shape(String heading, Written userToken, Written clientToken) {
        this.heading = heading;
        this.userToken = userToken;
        this.clientToken = clientToken;
    }

    Shape accepts(String row, String name, Written token, Caller caller) {
        cases.add(new Case(row, name, token, 200, "", Optional.of(caller)));
        return this;
    }

    /** A token that is not valid here. */
    Shape refuses(String row, String name, Written token, String error) {
        cases.add(new Case(row, name, token, 401, error, Optional.empty()));
        return this;
    }

    /** A valid token that does not allow enough. */
    Shape forbids(String row, String name, Written token) {
        cases.add(new Case(row, name, token, 403, SCOPE, Optional.empty()));
        return this;
    }

    String heading() {
        return heading;
    }

    Written userToken() {
        return userToken;
    }

    Written clientToken() {
        return clientToken;
    }

    List<Case> cases() {
        return cases;
    }

    @Override
    public String toString() {
        return heading;
    }
}
