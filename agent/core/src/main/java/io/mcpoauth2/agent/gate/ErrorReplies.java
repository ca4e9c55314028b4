package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.ErrorCode;
import io.mcpoauth2.agent.exchange.ErrorReply;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.token.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The one factory of refusals, for the gate, the doors and the handler guard.
 *
 * <p>A refusal names the failed check and what was expected, never anything of the token (L4). The caller's fault is 400,
 * 401 or 403; the issuer's or ours is 503 and carries no challenge, as a login would not help.
 */
public final class ErrorReplies {
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

    private static final HttpReply FOREIGN_ORIGIN = ErrorReply.of(
            403,
            ErrorCode.INVALID_REQUEST,
            "Origin not allowed",
            "Pages of this origin may not call this server: its setting allowed_origins names those that may");

    private static final HttpReply NO_RESOURCE = ErrorReply.of(
            404,
            ErrorCode.INVALID_REQUEST,
            "Not found",
            "No resource of this server is at this path, so that no token is accepted there");

    private final Challenge challenge;
    private final List<String> scopes;
    private final boolean offersDpop;
    private final HttpReply unauthenticated;

    /**
     * @param metadataUrl where challenges point
     * @param advertised how scopes are named to clients
     * @param scopes every protected request needs
     * @param listed scopes that clients are told of besides
     * @param offersDpop whether clients that use no proof are told that there are some
     */
    ErrorReplies(
            String metadataUrl,
            AdvertisedScopes advertised,
            List<String> scopes,
            List<String> listed,
            boolean offersDpop) {
        this.challenge = new Challenge(metadataUrl, advertised, scopes, listed);
        this.scopes = scopes;
        this.offersDpop = offersDpop;
        this.unauthenticated = ErrorReply.of(
                401,
                ErrorCode.TOKEN_VALIDATION_ERROR,
                "Authentication required",
                "The request needs an access token for this server in the header 'Authorization: Bearer <token>'",
                challenges(challenge.withoutError(), offersDpop, challenge.dpop()));
    }

    /** What every protected request needs, in the order given. */
    public List<String> scopes() {
        return scopes;
    }

    /** 401 to a request that brings no token; without an error code, so that clients log in (F1, F6). */
    public HttpReply unauthenticated() {
        return unauthenticated;
    }

    /**
     * 401 to a token that is not valid here, or not in the hands of whoever sent it.
     *
     * @param byDpop whether DPoP has to do with it
     */
    public HttpReply invalidToken(Verdict.Invalid verdict, boolean byDpop) {
        return unauthorized(
                verdict,
                challenges(
                        challenge.invalidToken(verdict.summary()),
                        offersDpop || byDpop,
                        challenge.dpop("invalid_token", verdict.summary())));
    }

    /** 401 to a DPoP proof that is missing or wrong (RFC 9449 §7.1). */
    HttpReply invalidProof(Verdict.Invalid verdict) {
        return unauthorized(
                verdict,
                challenges(challenge.withoutError(), true, challenge.dpop("invalid_dpop_proof", verdict.details())));
    }

    /** 401 to a DPoP proof without the right nonce, which comes with it (RFC 9449 §9). */
    HttpReply nonceWanted(Verdict.Invalid verdict, String nonce) {
        return unauthorized(
                verdict,
                new Header("DPoP-Nonce", nonce),
                authenticate(challenge.withoutError()),
                authenticate(challenge.dpop("use_dpop_nonce", verdict.details())));
    }

    private static HttpReply unauthorized(Verdict.Invalid verdict, Header... headers) {
        return ErrorReply.of(
                401,
                ErrorCode.TOKEN_VALIDATION_ERROR,
                "Token validation failed: " + verdict.summary(),
                verdict.details(),
                headers);
    }

    /**
     * 400 to a request whose credentials break the rules of RFC 6750.
     *
     * @param reason nothing taken from the request
     */
    public HttpReply invalidRequest(String reason) {
        return ErrorReply.of(
                400,
                ErrorCode.INVALID_REQUEST,
                "Invalid request",
                reason,
                authenticate(challenge.invalidRequest(reason)));
    }

    /**
     * Keeps the status by which the server has refused a request before the door, without a challenge: a token the client
     * sent may be what the server could not read, so a login would not help.
     *
     * @param status 400 or above
     */
    public HttpReply refusedByServer(int status) {
        return ErrorReply.of(
                status,
                ErrorCode.INVALID_REQUEST,
                "Invalid request",
                "The server refused the request before its access token could be checked");
    }

    /**
     * 403 to a caller who lacks a scope. The challenge names those every request needs too: a client that asks for
     * exactly these must not be challenged again (L5).
     *
     * @param needed all scopes of the operation
     */
    public HttpReply insufficientScope(Collection<String> needed) {
        Set<String> all = new LinkedHashSet<>(scopes);
        all.addAll(needed);
        return ErrorReply.of(
                403,
                ErrorCode.INSUFFICIENT_PERMISSIONS,
                "Insufficient permissions",
                "The request needs all of these scopes: " + String.join(" ", all),
                authenticate(challenge.insufficientScope(all)));
    }

    /**
     * 401 or 403 in another form, as the result of the call of a tool; see {@link ResultChallenge}.
     *
     * @param needed all scopes of the operation
     */
    HttpReply inResult(JsonRpcMessage call, Collection<String> needed) {
        Set<String> all = new LinkedHashSet<>(scopes);
        all.addAll(needed);
        return ResultChallenge.of(call, "This tool needs a login", challenge.inResult(all));
    }

    /**
     * 403 to a caller whom no scope would help, so without a challenge.
     *
     * @param needed what the operation needs, such as a role; nothing of the user
     */
    public HttpReply forbidden(String needed) {
        return ErrorReply.of(403, ErrorCode.INSUFFICIENT_PERMISSIONS, "Insufficient permissions", needed);
    }

    /** 404 on a path of no resource, where no token is accepted. */
    public HttpReply noResource() {
        return NO_RESOURCE;
    }

    /** 403 to a page of an origin that is not allowed; without a challenge, as no login would help (K5). */
    public HttpReply foreignOrigin() {
        return FOREIGN_ORIGIN;
    }

    /** 503 while it cannot be told whether the token is valid, by no fault of the caller. */
    public HttpReply unavailable(Verdict.Unavailable verdict) {
        return ErrorReply.of(
                503,
                switch (verdict.reason()) {
                    case KEYS_UNAVAILABLE -> ErrorCode.JWKS_ERROR;
                    case INTROSPECTION_UNAVAILABLE -> ErrorCode.INTROSPECTION_ERROR;
                    default -> ErrorCode.SERVER_BUSY;
                },
                switch (verdict.reason()) {
                    case KEYS_UNAVAILABLE -> "JWKS service unavailable";
                    case INTROSPECTION_UNAVAILABLE -> "Introspection service unavailable";
                    default -> "Server is busy";
                },
                verdict.details(),
                new Header("Retry-After", Long.toString(wholeSeconds(verdict.retryAfter()))));
    }

    /** 503 when the agent itself failed. Built in advance: answering with it needs no working code of ours. */
    public HttpReply internalError() {
        return ErrorReply.INTERNAL_ERROR;
    }

    /**
     * 503 where no token can be checked, valid ones neither. A challenge would send clients into a login for ever. Needs no
     * gate, so that an event loop can ask for it.
     */
    public static HttpReply withoutDoor() {
        return ErrorReply.of(
                503,
                ErrorCode.UNSUPPORTED_SERVER,
                "No door for this HTTP server",
                "mcp-oauth2-agent protects this MCP server and cannot check tokens on the HTTP server it runs on,"
                        + " so that no request is served; its log on stderr has more");
    }

    /** Bearer comes first and alone on its line: known clients look no further (REQUIREMENTS section 3). */
    private static Header[] challenges(String bearer, boolean withDpop, String dpop) {
        return withDpop ? new Header[] {authenticate(bearer), authenticate(dpop)} : new Header[] {authenticate(bearer)};
    }

    private static Header authenticate(String challenge) {
        return new Header("WWW-Authenticate", challenge);
    }

    private static long wholeSeconds(Duration duration) {
        return duration.compareTo(MAX_RETRY_AFTER) >= 0
                ? MAX_RETRY_AFTER.toSeconds()
                : Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
