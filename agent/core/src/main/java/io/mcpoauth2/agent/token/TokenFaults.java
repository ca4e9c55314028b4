package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.jose.MalformedTokenException;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.token.Verdict.Invalid;
import io.mcpoauth2.agent.token.Verdict.Unavailable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every refusal there is: the check that failed and what it expects (row L4). Made once, so that nothing of a token can
 * get into one.
 */
final class TokenFaults {
    static final Invalid EXPIRED = new Invalid(
            Reason.EXPIRY,
            "Token has expired",
            "The time of the exp claim has passed",
            "the client has to get a new token; if it just did, compare the clocks, which the command check does");
    static final Invalid NOT_YET_VALID = new Invalid(
            Reason.NOT_YET_VALID,
            "Token is not yet valid",
            "The nbf and iat claims, where present, must be times that have come",
            "compare the clocks, which the command check does, or raise clock_skew");
    static final Invalid NO_ISSUE_TIME = new Invalid(
            Reason.AGE,
            "Invalid issue time",
            "The iat claim is required when only tokens of type at+jwt, or of a limited age, are accepted",
            "have the issuer write iat, or leave max_token_age and token_types as they are by default");
    static final Invalid SUBJECT = new Invalid(
            Reason.SUBJECT,
            "Invalid subject",
            "The sub claim must be a string of at most 1024 bytes, not empty and without control characters",
            "have the issuer write who the user is into sub");
    static final Invalid NO_SUBJECT = new Invalid(
            Reason.SUBJECT,
            "Invalid subject",
            "The token has no sub claim; Keycloak writes it by its scope basic",
            "give the client the scope basic (Keycloak 25 and later); where clients get tokens for themselves without sub,"
                    + " subject_from_client=true takes the client for it");
    static final Invalid SUBJECT_OF_USER = new Invalid(
            Reason.SUBJECT,
            "Invalid subject",
            "The token has no sub claim and speaks of a user; Keycloak writes it by its scope basic",
            "subject_from_client does not apply, as a claim of a user is there: have the issuer write sub");
    static final Invalid NO_CLIENT = new Invalid(
            Reason.SUBJECT,
            "Invalid subject",
            "The token has neither a sub claim nor a client (client_id, azp, appid, cid) that could stand for it",
            "have the issuer write sub or the client into its tokens");
    static final Invalid RESERVED_SUBJECT = new Invalid(
            Reason.SUBJECT,
            "Invalid subject",
            "The sub claim begins like the name of a client (client:), which subject_from_client reserves",
            "switch subject_from_client off, or have the issuer name its users in another way");
    static final Invalid BINDING = new Invalid(
            Reason.BINDING,
            "Proof of possession required",
            "The token is bound in a way that this server does not know (cnf claim); known are jkt and x5t#S256",
            "have the issuer bind tokens by DPoP or by certificate, or not at all");
    static final Invalid UNKNOWN_KEY = new Invalid(
            Reason.KEY,
            "Unknown key",
            "The issuer publishes no key for the kid and algorithm of the token",
            "the token may be of another environment, or its key be published too late; the command check lists the keys");
    static final Invalid WRONG_KEY = new Invalid(
            Reason.ALGORITHM,
            "Unsupported algorithm",
            "The token's algorithm does not fit the issuer's key of that kid",
            "the issuer publishes a key with an alg that it does not sign with");
    static final Invalid SIGNATURE = new Invalid(
            Reason.SIGNATURE,
            "Invalid signature",
            "The JWT token signature could not be verified",
            "the token was changed, or signed with another key than the one that is published under its kid");
    static final Invalid DENIED = new Invalid(
            Reason.DENIED,
            "Token is revoked",
            "The token or its subject is on this server's deny-list",
            "take it off the file of deny_list");
    static final Invalid INACTIVE = new Invalid(
            Reason.INACTIVE,
            "Token is not active",
            "The issuer says that the token is not, or no longer, valid",
            "it has expired or was revoked, or client_id may not ask about it: some issuers answer only who is in its audience");

    static final Unavailable NOT_ASKED_ABOUT = new Unavailable(
            Reason.INTROSPECTION_UNAVAILABLE,
            "Its issuer is not asked about a token that an open path got",
            Duration.ofSeconds(1));

    private static final int MAX_LISTED = 10;

    private TokenFaults() {}

    static Invalid tooLarge(Settings settings) {
        return new Invalid(
                Reason.SIZE,
                "Token too large",
                "At most " + settings.maxTokenSize() + " bytes are accepted",
                "max_token_size moves the bound, which the server's own for headers may lie below");
    }

    static Invalid malformed(MalformedTokenException cause) {
        String details = cause.getMessage();
        return new Invalid(
                Reason.STRUCTURE,
                "Malformed token",
                details == null ? "The token is not a JWT that can be read" : details,
                "an opaque token can be judged by its issuer only: introspection=opaque has it asked (RFC 7662)");
    }

    static Invalid issuer(Settings settings) {
        return new Invalid(
                Reason.ISSUER,
                "Invalid issuer",
                "Expected issuer: " + listed(settings.issuerNames(), " or "),
                "issuer has to be the iss claim byte for byte: a slash at the end counts");
    }

    /** The issuer named in an introspection answer, or in the token it is about, is not the one that was asked. */
    static Invalid issuer(IssuerSettings settings) {
        return new Invalid(
                Reason.ISSUER,
                "Invalid issuer",
                "Expected issuer: " + settings.name(),
                "the issuer that was asked names another in its answer");
    }

    /**
     * A sign of another kind of token.
     *
     * @param sign a sentence without a full stop
     */
    static Invalid mark(String sign, String remedy) {
        return new Invalid(Reason.TYPE, "Invalid token type", sign + "; an access token is expected", remedy);
    }

    static Invalid expiry(IssuerSettings settings) {
        return new Invalid(
                Reason.EXPIRY,
                "Invalid expiry",
                "The exp claim must be a number of seconds, at most "
                        + settings.tokens().expiryHorizon().toDays() + " days ahead",
                "expiry_horizon moves the bound for this issuer");
    }

    static Invalid client(IssuerSettings settings) {
        return new Invalid(
                Reason.CLIENT,
                "Invalid client",
                "The token must be issued to an accepted client (client_id, azp, appid or cid)",
                "accepted_clients names " + sorted(settings.tokens().acceptedClients(), ", "));
    }

    static Invalid type(IssuerSettings settings) {
        return new Invalid(
                Reason.TYPE,
                "Invalid token type",
                "An access token is expected, of a type (typ) among " + sorted(settings.tokenTypes(), ", "),
                "token_types names the types that are accepted");
    }

    static Invalid algorithm(IssuerSettings settings) {
        return new Invalid(
                Reason.ALGORITHM,
                "Unsupported algorithm",
                "Accepted algorithms: " + sorted(settings.algorithms(), ", "),
                "algorithms names those that are accepted");
    }

    static Invalid audience(Settings settings, IssuerSettings issuer) {
        return audience(settings, issuer.audiences());
    }

    static Invalid audience(Settings settings, Set<String> audiences) {
        return new Invalid(
                Reason.AUDIENCE,
                "Invalid audience",
                "Expected audience: " + sorted(audiences, " or ") + (settings.soleAudience() ? ", and no other" : ""),
                "have the issuer write it into aud, or list in audience what it writes; audience_bound_by_issuer is for"
                        + " issuers that write no aud at all");
    }

    static Invalid age(Settings settings) {
        return new Invalid(
                Reason.AGE,
                "Token is too old",
                "Tokens are accepted for " + settings.maxTokenAge().toSeconds() + " seconds after their iat",
                "the client has to get a new token; max_token_age moves the bound");
    }

    /** In an order that does not change from start to start. */
    private static String sorted(Collection<String> values, String separator) {
        return listed(new TreeSet<>(values), separator);
    }

    private static String listed(Collection<String> values, String separator) {
        List<String> first = values.stream().limit(MAX_LISTED).toList();
        return String.join(separator, first) + (values.size() > MAX_LISTED ? separator + "…" : "");
    }
}
