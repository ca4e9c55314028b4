package io.mcpoauth2.testapps.process.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tokens of an issuer look like, and the block of a page in docs/providers that says how to accept them. */
final class Shape {
    static final String AUDIENCE = "Token validation failed: Invalid audience";
    static final String ISSUER = "Token validation failed: Invalid issuer";
    static final String TYPE = "Token validation failed: Invalid token type";
    static final String SUBJECT = "Token validation failed: Invalid subject";
    static final String CLIENT = "Token validation failed: Invalid client";
    static final String EXPIRY = "Token validation failed: Invalid expiry";
    static final String ALGORITHM = "Token validation failed: Unsupported algorithm";
    static final String INACTIVE = "Token validation failed: Token is not active";
    static final String MALFORMED = "Token validation failed: Malformed token";
    static final String SCOPE = "Insufficient permissions";

    /** The heading of a page's first block. */
    static final String MAIN = "Settings here";

    private final String page;
    private final String heading;
    private final Optional<Written> userToken;
    private final Optional<Written> clientToken;
    private final List<Case> cases = new ArrayList<>();

    private Shape(String page, String heading, Optional<Written> userToken, Optional<Written> clientToken) {
        this.page = page;
        this.heading = heading;
        this.userToken = userToken;
        this.clientToken = clientToken;
    }

    /**
     * @param page its file's name without the ending
     * @param userToken a good one
     * @param clientToken that a client got for itself
     */
    static Shape of(String page, String heading, Written userToken, Written clientToken) {
        return new Shape(page, heading, Optional.of(userToken), Optional.of(clientToken));
    }

    /** One whose clients' own tokens are not accepted with these settings, or do not tell that they are. */
    static Shape ofUsers(String page, String heading, Written userToken) {
        return new Shape(page, heading, Optional.of(userToken), Optional.empty());
    }

    /** One that gives out no token of users that could be accepted. */
    static Shape ofClients(String page, String heading, Written clientToken) {
        return new Shape(page, heading, Optional.empty(), Optional.of(clientToken));
    }

    Shape accepts(String row, String name, Written token, Caller caller) {
        cases.add(Case.accepted(row, name, token, caller));
        return this;
    }

    /** A token that is not valid here. */
    Shape refuses(String row, String name, Written token, String error) {
        cases.add(Case.refused(row, name, token, 401, error));
        return this;
    }

    /** A token that a claim marks as something else, or whose claim is missing. */
    Shape refuses(String row, String name, Written token, String error, String claim) {
        cases.add(Case.refused(row, name, token, 401, error).naming(claim));
        return this;
    }

    /** A valid token that does not allow enough. */
    Shape forbids(String row, String name, Written token) {
        cases.add(Case.refused(row, name, token, 403, SCOPE));
        return this;
    }

    /** The line that the agent writes of the last token is shown on the page. */
    Shape asOnThePage() {
        cases.add(cases.remove(cases.size() - 1).onThePage());
        return this;
    }

    /** Where the page is below {@code docs}. */
    String page() {
        return "providers/" + page + ".md";
    }

    String heading() {
        return heading;
    }

    DocumentedSettings settings() {
        return DocumentedSettings.of(page(), heading);
    }

    Optional<Written> userToken() {
        return userToken;
    }

    Optional<Written> clientToken() {
        return clientToken;
    }

    List<Case> cases() {
        return cases;
    }

    @Override
    public String toString() {
        return heading.equals(MAIN) ? page : page + ", " + heading;
    }
}
