package io.mcpoauth2.agent.judgement;

import java.util.Locale;

/** What became of a request, or why: one word for counters, events and log lines, the same everywhere. */
public enum Reason {
    /** It goes on with an identity. */
    ACCEPTED,
    /** It goes on without a user: it brings no token, and what it asks for may be had so. */
    ANONYMOUS,
    /** It goes on without one: its path is exempt, and what it brings was not looked at. */
    EXEMPT,
    /** It goes on without one: its path needs no token, and it brings none that is valid here. */
    OPEN,
    /** It asks for the metadata document, which the agent answers. */
    METADATA,
    /** A browser asks for a page of an allowed origin what that may send, which the agent answers. */
    PREFLIGHT,
    /** 403: it comes from a page of an origin that is not allowed. */
    ORIGIN,
    /** 404: its path belongs to none of several resources. */
    RESOURCE,
    /** 401: it brings no token. */
    NO_TOKEN,
    /** 400: its credentials cannot be understood in one way only. */
    CREDENTIALS,
    /** 401: the token is longer than {@code max_token_size}. */
    SIZE,
    /** 401: it is no token of a form that is read. */
    STRUCTURE,
    /** 401: it is no access token. */
    TYPE,
    /** 401: its algorithm is not accepted. */
    ALGORITHM,
    /** 401: its issuer is not trusted. */
    ISSUER,
    /** 401: the issuer publishes no such key. */
    KEY,
    SIGNATURE,
    /** 401: it has expired, or does not say when. */
    EXPIRY,
    /** 401: its time has not come. */
    NOT_YET_VALID,
    /** 401: it is older than {@code max_token_age}, or does not say how old. */
    AGE,
    AUDIENCE,
    /** 401: it was issued to a client that is not accepted. */
    CLIENT,
    SUBJECT,
    /** 401: it is bound to a key or certificate that was not shown, or not bound as it must be. */
    BINDING,
    /** 401: a DPoP proof is missing or wrong. */
    PROOF,
    /** 401: a DPoP proof has not the nonce this server asks for. */
    PROOF_NONCE,
    /** 401: the issuer says that the token is not active. */
    INACTIVE,
    /** 401: it is on the deny-list. */
    DENIED,
    /** 403: it lacks a scope. */
    SCOPE,
    /** 403: the policy does not let its caller do this, whatever scopes it has. */
    POLICY,
    /** 400, 413 or 415: the message cannot be read in one way only, and the policy depends on what it asks for. */
    MESSAGE,
    /** 404: there is no such session, or task, of its caller's. */
    SESSION,
    /** 403: a client got it for itself, and a user is required. */
    USER,
    /** Only in report mode: code that was called, a guarded handler or an MCP framework, would have refused its caller. */
    HANDLER,
    /** 503: the issuer's keys cannot be had. */
    KEYS_UNAVAILABLE,
    /** 503: the issuer cannot be asked about the token. */
    INTROSPECTION_UNAVAILABLE,
    /** 503: too much is being checked at once. */
    BUSY,
    /** 503: the agent itself failed. */
    FAILURE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Whether it was refused: answered by the agent with an error. */
    public boolean isRefusal() {
        return switch (this) {
            case ACCEPTED, ANONYMOUS, EXEMPT, OPEN, METADATA, PREFLIGHT -> false;
            default -> true;
        };
    }

    /** As it is written in logs, events and counters: {@code not_yet_valid}. */
    public String text() {
        return text;
    }
}
