package io.mcpoauth2.testapps.issuer;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is fixed when the issuer starts.
 *
 * @param issuer the issuer identifier, byte for byte as in tokens and metadata
 * @param scopes the scopes it knows
 * @param defaultAudience who a token is for when the client names no resource; empty: it has to name one
 */
record Settings(
        String issuer,
        String algorithm,
        String accessTokenType,
        Duration tokenLifetime,
        boolean refreshTokens,
        Set<String> scopes,
        List<String> defaultAudience,
        List<User> users,
        Clock clock) {

    String url(String path) {
        return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + path;
    }

    /** The identifier of the issuer on the same host that has this path. */
    String withPath(String path) {
        return issuer.substring(
                        0, issuer.length() - URI.create(issuer).getRawPath().length())
                + path;
    }
}
