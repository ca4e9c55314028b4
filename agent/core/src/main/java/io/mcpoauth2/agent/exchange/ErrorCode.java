package io.mcpoauth2.agent.exchange;

/** The {@code code} of an {@link ErrorReply}: names are part of the wire contract, documented for clients. */
public enum ErrorCode {
    /** No token, or one that is not valid here; 401. */
    TOKEN_VALIDATION_ERROR,
    /** A valid token that lacks a scope or role; 403. */
    INSUFFICIENT_PERMISSIONS,
    /** The issuer's keys are unavailable; 503. */
    JWKS_ERROR,
    /** The issuer cannot be asked about an opaque token; 503. */
    INTROSPECTION_ERROR,
    /** Too much is being checked at once; 503. */
    SERVER_BUSY,
    /** A request that is wrong in itself; 400 and its kin. */
    INVALID_REQUEST,
    /** No token can be checked here, as the agent has no door for this HTTP server; 503. */
    UNSUPPORTED_SERVER,
    /** The agent itself failed; 503. */
    INTERNAL_ERROR
}
