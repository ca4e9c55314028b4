package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of the npm package oidc-provider, by its models and its introspection: JWTs and opaque ones. */
final class OidcProviderShapes {
    private static final String AT_JWT = """
            {"alg":"RS256","typ":"at+jwt","kid":"$kid"}""";
    private static final String PLAIN = """
            {"alg":"RS256","kid":"$kid"}""";

    private static final Written USER = Written.jwt(AT_JWT, """
            {
              "jti": "BS8SQ2AoHrR1f6VhDXZqZ7T8r0hHhJ1Y2nGmB4sW9cE",
              "sub": "alice",
              "iat": $now,
              "exp": $later,
              "scope": "mcp:use",
              "client_id": "mcp-client",
              "iss": "$issuer",
              "aud": "https://mcp.example.com/mcp"
            }""");
    private static final Written CLIENT = USER.with("\"alice\"", "\"mcp-client\"");
    private static final Written ID_TOKEN = Written.jwt(PLAIN, """
            {
              "sub": "alice",
              "nonce": "n-0S6_WzA2Mj",
              "at_hash": "77QmUPtjPfzWtF2AnpK9RQ",
              "aud": "mcp-client",
              "exp": $later,
              "iat": $now,
              "iss": "$issuer"
            }""");

    private static final Written OPAQUE = Written.opaque("""
            {
              "active": true,
              "sub": "alice",
              "client_id": "mcp-client",
              "exp": $later,
              "iat": $now,
              "iss": "$issuer",
              "aud": "https://mcp.example.com/mcp",
              "scope": "mcp:use",
              "token_type": "Bearer"
            }""");
    private static final Written OPAQUE_CLIENT = OPAQUE.with("\"sub\": \"alice\",", "");
    private static final Written REFRESH_TOKEN = Written.opaque("""
            {
              "active": true,
              "sub": "alice",
              "client_id": "mcp-client",
              "exp": $later,
              "iat": $now,
              "iss": "$issuer",
              "scope": "openid offline_access mcp:use"
            }""");

    private OidcProviderShapes() {}

    static Stream<Shape> all() {
        return Stream.of(jwts(), opaque());
    }

    private static Shape jwts() {
        return Shape.of("oidc-provider", Shape.MAIN, USER, CLIENT)
                .accepts("D2", "access token of typ at+jwt", USER, user())
                .accepts("E7", "a client's own token", CLIENT, client())
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("D1", "logout token", ID_TOKEN.withHeader(AT_JWT.replace("at+jwt", "logout+jwt")), Shape.TYPE)
                .refuses(
                        "D1",
                        "introspection answer",
                        USER.withHeader(AT_JWT.replace("at+jwt", "token-introspection+jwt")),
                        Shape.TYPE)
                .refuses(
                        "B7",
                        "token for another resource",
                        USER.with("https://mcp.example.com/mcp", "https://files.example.com"),
                        Shape.AUDIENCE)
                .refuses(
                        "B7",
                        "token for the client alone",
                        USER.with("https://mcp.example.com/mcp", "mcp-client"),
                        Shape.AUDIENCE)
                .refuses("A11", "opaque token", OPAQUE, Shape.MALFORMED)
                .asOnThePage()
                .forbids("E8", "a longer scope", USER.with("mcp:use", "mcp:user"));
    }

    private static Shape opaque() {
        return Shape.of("oidc-provider", "Opaque tokens", OPAQUE, OPAQUE_CLIENT)
                .accepts("G9", "opaque access token", OPAQUE, user())
                .accepts(
                        "E7",
                        "a client's own token, of which no subject is told",
                        OPAQUE_CLIENT,
                        new Caller("client:mcp-client", "mcp-client", Set.of("mcp:use"), Set.of()))
                .accepts("D2", "JWT, about which the issuer is not asked", USER, user())
                .refuses("G9", "token that the issuer does not know", Written.opaque(""), Shape.INACTIVE)
                .refuses("D1", "refresh token, which the issuer calls active", REFRESH_TOKEN, Shape.AUDIENCE)
                .refuses(
                        "B1",
                        "token for the userinfo endpoint",
                        OPAQUE.with("\"aud\": \"https://mcp.example.com/mcp\",", ""),
                        Shape.AUDIENCE)
                .refuses(
                        "B7",
                        "token for another resource",
                        OPAQUE.with("https://mcp.example.com/mcp", "https://files.example.com"),
                        Shape.AUDIENCE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .forbids("E8", "a longer scope", OPAQUE.with("mcp:use", "mcp:user"));
    }

    private static Caller user() {
        return new Caller("alice", "mcp-client", Set.of("mcp:use"), Set.of());
    }

    private static Caller client() {
        return new Caller("mcp-client", "mcp-client", Set.of("mcp:use"), Set.of());
    }
}
