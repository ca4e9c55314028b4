package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of authentik, by its {@code id_token.py}: access tokens are ID tokens with three claims more. */
final class AuthentikShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid","typ":"JWT"}""";
    private static final String HS256 = """
            {"alg":"HS256","typ":"JWT"}""";
    private static final String SUBJECT = "9b1e4a7c20c8d5f6a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0";
    private static final String AUDIENCE = "[\"mcp-client\", \"https://mcp.example.com/mcp\"]";

    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "sub": "9b1e4a7c20c8d5f6a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0",
              "aud": ["mcp-client", "https://mcp.example.com/mcp"],
              "exp": $later,
              "iat": $now,
              "auth_time": $now,
              "acr": "goauthentik.io/providers/oauth2/default",
              "amr": ["pwd"],
              "nonce": "n-0S6_WzA2Mj",
              "sid": "b6e2c0d4f8a1",
              "email": "alice@example.com",
              "email_verified": true,
              "name": "Alice",
              "preferred_username": "alice",
              "groups": ["operator"]
            }""");
    private static final Written USER = ID_TOKEN.with("\"groups\": [\"operator\"]", """
            "groups": ["operator"],
              "azp": "mcp-client",
              "uid": "f5v0bJ6yR9kQ2mWxT3aZ",
              "scope": "openid profile mcp:use"\
            """);
    private static final Written CLIENT = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "sub": "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
              "aud": ["mcp-client", "https://mcp.example.com/mcp"],
              "exp": $later,
              "iat": $now,
              "auth_time": $now,
              "acr": "goauthentik.io/providers/oauth2/default",
              "azp": "mcp-client",
              "uid": "Yb7cN1dM4eL8fK2gJ5hH",
              "scope": "mcp:use"
            }""");

    private AuthentikShapes() {}

    static Stream<Shape> all() {
        return Stream.of(Shape.ofUsers("authentik", Shape.MAIN, USER)
                .accepts("D1", "access token with the nonce of its login", USER, user("openid", "profile", "mcp:use"))
                .accepts(
                        "E7",
                        "a client's own token, which is of a user made for it",
                        CLIENT,
                        new Caller(
                                "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
                                "mcp-client",
                                Set.of("mcp:use"),
                                Set.of()))
                .forbids("E8", "ID token, which has no scope", ID_TOKEN)
                .forbids("E8", "another scope", USER.with("mcp:use", "mcp:read"))
                .refuses("A1", "token of a provider without a signing key", USER.withHeader(HS256), Shape.ALGORITHM)
                .asOnThePage()
                .refuses("B7", "token without the mapping", USER.with(AUDIENCE, "\"mcp-client\""), Shape.AUDIENCE)
                .refuses(
                        "D1",
                        "token of a release that writes no scope, without the mapping",
                        USER.with(AUDIENCE, "\"mcp-client\"").with(",\n  \"scope\": \"openid profile mcp:use\"", ""),
                        Shape.TYPE,
                        "azp")
                .refuses(
                        "C2",
                        "token of another application",
                        USER.with("$issuer", "$origin/application/o/other/"),
                        Shape.ISSUER));
    }

    private static Caller user(String... scopes) {
        return new Caller(SUBJECT, "mcp-client", Set.of(scopes), Set.of("operator"));
    }
}
