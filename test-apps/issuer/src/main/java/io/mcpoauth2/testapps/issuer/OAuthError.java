package io.mcpoauth2.testapps.issuer;

/** An error as OAuth reports it to the client (RFC 6749 §5.2, §4.1.2.1; RFC 7591 §3.2.2; RFC 8707 §2). */
final class OAuthError extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    OAuthError(String code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    static OAuthError invalidRequest(String description) {
        return new OAuthError("invalid_request", description);
    }

    static OAuthError invalidGrant(String description) {
        return new OAuthError("invalid_grant", description);
    }

    String code() {
        return code;
    }

    int status() {
        return switch (code) {
            case "invalid_client" -> 401;
            case "temporarily_unavailable" -> 503;
            default -> 400;
        };
    }
}
