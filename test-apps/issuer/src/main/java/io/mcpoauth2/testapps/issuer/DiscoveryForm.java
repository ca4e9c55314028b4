package io.mcpoauth2.testapps.issuer;

/** The places where an issuer may publish its metadata, in the order in which MCP clients look. */
public enum DiscoveryForm {
    /** {@code /.well-known/oauth-authorization-server/tenant} (RFC 8414 §3.1). */
    OAUTH,
    /** {@code /.well-known/openid-configuration/tenant} (RFC 8414 §5). */
    OPENID_INSERTED,
    /** {@code /tenant/.well-known/openid-configuration} (OpenID Connect Discovery §4.1). */
    OPENID_APPENDED;

    /** Returns the path of the document for an issuer whose own path is given: empty or starting with a slash. */
    public String path(String issuerPath) {
        String stem = issuerPath.endsWith("/") ? issuerPath.substring(0, issuerPath.length() - 1) : issuerPath;
        return switch (this) {
            case OAUTH -> "/.well-known/oauth-authorization-server" + stem;
            case OPENID_INSERTED -> "/.well-known/openid-configuration" + stem;
            case OPENID_APPENDED -> stem + "/.well-known/openid-configuration";
        };
    }
}
