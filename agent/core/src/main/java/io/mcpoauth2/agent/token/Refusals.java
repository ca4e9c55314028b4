package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.token.Verdict.Invalid;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every refusal there is: the check that failed and what it expects (row L4). Made once, so that nothing of a token can
 * get into one.
 */
final class Refusals {
    static final Invalid MALFORMED = new Invalid("Malformed token", "The token is not a JWT that can be read");
    static final Invalid EXPIRED = new Invalid("Token has expired", "The time of the exp claim has passed");
    static final Invalid NO_EXPIRY =
            new Invalid("Invalid expiry", "The exp claim must be a number of seconds, at most one year ahead");
    static final Invalid NOT_YET_VALID = new Invalid(
            "Token is not yet valid", "The nbf and iat claims, where present, must be times that have come");
    static final Invalid NO_ISSUE_TIME =
            new Invalid("Invalid issue time", "The iat claim is required when only tokens of type at+jwt are accepted");
    static final Invalid SUBJECT = new Invalid(
            "Invalid subject",
            "The sub claim must be a string of at most 1024 bytes, not empty and without control characters");
    static final Invalid BOUND = new Invalid(
            "Proof of possession required",
            "The token is bound to a key (cnf claim), and this server accepts plain bearer tokens only");
    static final Invalid UNKNOWN_KEY =
            new Invalid("Unknown key", "The issuer publishes no key for the kid and algorithm of the token");
    static final Invalid WRONG_KEY =
            new Invalid("Unsupported algorithm", "The token's algorithm does not fit the issuer's key of that kid");
    static final Invalid SIGNATURE = new Invalid("Invalid signature", "The JWT token signature could not be verified");

    final Invalid tooLarge;
    final Invalid type;
    final Invalid algorithm;
    final Invalid issuer;
    final Invalid audience;

    Refusals(Settings settings) {
        tooLarge = new Invalid("Token too large", "At most " + settings.maxTokenSize() + " bytes are accepted");
        type = new Invalid(
                "Invalid token type",
                "An access token is expected, of a type (typ) among " + listed(settings.tokenTypes(), ", "));
        algorithm = new Invalid("Unsupported algorithm", "Accepted algorithms: " + listed(settings.algorithms(), ", "));
        issuer = new Invalid("Invalid issuer", "Expected issuer: " + String.join(" or ", settings.issuers()));
        audience = new Invalid("Invalid audience", "Expected audience: " + listed(settings.audiences(), " or "));
    }

    /** In an order that does not change from start to start. */
    private static String listed(Set<String> values, String separator) {
        return String.join(separator, new TreeSet<>(values));
    }

    static Invalid malformed(MalformedTokenException cause) {
        String details = cause.getMessage();
        return details == null ? MALFORMED : new Invalid(MALFORMED.summary(), details);
    }
}
