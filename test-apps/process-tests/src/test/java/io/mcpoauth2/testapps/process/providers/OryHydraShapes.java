package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Ory Hydra, by its package {@code oauth2}: JWTs and opaque ones. */
final class OryHydraShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid","typ":"JWT"}""";
    private static final String AUDIENCE = "[\"https://mcp.example.com/mcp\"]";
    private static final String CLIENT_ID = "5a1c0a3e-9d3f-4b0e-8f52-6c3b3c1f0b7d";

    private static final Written USER = Written.jwt(HEADER, """
            {
              "aud": ["https://mcp.example.com/mcp"],
              "client_id": "5a1c0a3e-9d3f-4b0e-8f52-6c3b3c1f0b7d",
              "exp": $later,
              "ext": {"roles": ["operator"]},
              "iat": $now,
              "iss": "$issuer",
              "jti": "4f0d2f6e-6a0e-4b5a-9d52-0f3c2b1a0e9d",
              "nbf": $now,
              "scp": ["openid", "mcp:use"],
              "sub": "alice"
            }""");
    private static final Written CLIENT = USER.with("\"alice\"", '"' + CLIENT_ID + '"')
            .with("\"openid\", ", "")
            .with("{\"roles\": [\"operator\"]}", "{}");
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "at_hash": "8q0GKm2h5rMTO2vYB1m1XQ",
              "aud": ["5a1c0a3e-9d3f-4b0e-8f52-6c3b3c1f0b7d"],
              "auth_time": $now,
              "exp": $later,
              "iat": $now,
              "iss": "$issuer",
              "jti": "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a",
              "rat": $now,
              "sid": "7e6d5c4b-3a29-4180-9f8e-7d6c5b4a3928",
              "sub": "alice"
            }""");

    private static final Written OPAQUE = Written.opaque("""
            {
              "active": true,
              "scope": "openid mcp:use",
              "client_id": "5a1c0a3e-9d3f-4b0e-8f52-6c3b3c1f0b7d",
              "sub": "alice",
              "exp": $later,
              "iat": $now,
              "nbf": $now,
              "aud": ["https://mcp.example.com/mcp"],
              "iss": "$issuer",
              "token_type": "Bearer",
              "token_use": "access_token",
              "ext": {"roles": ["operator"]}
            }""");

    private OryHydraShapes() {}

    static Stream<Shape> all() {
        return Stream.of(jwts(), opaque());
    }

    private static Shape jwts() {
        return Shape.of("ory-hydra", Shape.MAIN, USER, CLIENT)
                .accepts("E8", "access token with scp as array", USER, user())
                .accepts("E7", "a client's own token", CLIENT, client())
                .refuses(
                        "B1", "token of a client that asked for no audience", USER.with(AUDIENCE, "[]"), Shape.AUDIENCE)
                .asOnThePage()
                .refuses(
                        "B7",
                        "token for another server",
                        USER.with(AUDIENCE, "[\"https://files.example.com\"]"),
                        Shape.AUDIENCE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE, "at_hash")
                .refuses("A11", "opaque token", OPAQUE, Shape.MALFORMED)
                .forbids("E8", "a longer scope", USER.with("mcp:use", "mcp:user"));
    }

    private static Shape opaque() {
        return Shape.of("ory-hydra", "Opaque tokens", OPAQUE, OPAQUE.with("\"alice\"", '"' + CLIENT_ID + '"'))
                .accepts("G9", "opaque access token", OPAQUE, user())
                .refuses(
                        "D1",
                        "refresh token, which Hydra calls active",
                        OPAQUE.with("access_token", "refresh_token"),
                        Shape.TYPE)
                .refuses("B1", "token without an audience", OPAQUE.with(AUDIENCE, "[]"), Shape.AUDIENCE)
                .refuses("G9", "token that Hydra does not know", Written.opaque(""), Shape.INACTIVE);
    }

    private static Caller user() {
        return new Caller("alice", CLIENT_ID, Set.of("openid", "mcp:use"), Set.of("operator"));
    }

    private static Caller client() {
        return new Caller(CLIENT_ID, CLIENT_ID, Set.of("mcp:use"), Set.of());
    }
}
