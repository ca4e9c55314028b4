package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Spring Authorization Server, by its {@code JwtGenerator}: with a customizer and without. */
final class SpringShapes {
    private static final String PLAIN = """
            {"kid":"$kid","alg":"RS256"}""";
    private static final String AT_JWT = """
            {"kid":"$kid","typ":"at+jwt","alg":"RS256"}""";

    private static final Written STOCK = Written.jwt(PLAIN, """
            {
              "sub": "alice",
              "aud": "mcp-client",
              "nbf": $now,
              "scope": ["openid", "mcp:use"],
              "iss": "$issuer",
              "exp": $later,
              "iat": $now,
              "jti": "73c23b1d-9a9f-4f0f-8d2b-6a0b3b1c2d3e"
            }""");
    private static final Written STOCK_CLIENT =
            STOCK.with("\"alice\"", "\"mcp-client\"").with("\"openid\", ", "");
    private static final Written ID_TOKEN = Written.jwt(PLAIN, """
            {
              "sub": "alice",
              "aud": "mcp-client",
              "azp": "mcp-client",
              "auth_time": $now,
              "iss": "$issuer",
              "exp": $later,
              "iat": $now,
              "jti": "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
              "sid": "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy"
            }""");
    private static final Written CUSTOMIZED = Written.jwt(AT_JWT, """
            {
              "sub": "alice",
              "aud": "https://mcp.example.com/mcp",
              "client_id": "mcp-client",
              "nbf": $now,
              "scope": ["openid", "mcp:use"],
              "roles": ["operator"],
              "iss": "$issuer",
              "exp": $later,
              "iat": $now,
              "jti": "73c23b1d-9a9f-4f0f-8d2b-6a0b3b1c2d3e"
            }""");
    private static final Written CUSTOMIZED_CLIENT = CUSTOMIZED.with("\"alice\"", "\"mcp-client\"");

    private SpringShapes() {}

    static Stream<Shape> all() {
        return Stream.of(customized(), stock(), inTheSameJvm());
    }

    private static Shape customized() {
        return Shape.of("spring-authorization-server", Shape.MAIN, CUSTOMIZED, CUSTOMIZED_CLIENT)
                .accepts("E8", "access token of typ at+jwt with scope as array", CUSTOMIZED, customizedUser())
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("D3", "token that is not customized", STOCK, Shape.TYPE)
                .asOnThePage()
                .refuses(
                        "B7",
                        "customized token for the client alone",
                        CUSTOMIZED.with("https://mcp.example.com/mcp", "mcp-client"),
                        Shape.AUDIENCE)
                .refuses(
                        "B7",
                        "token for another API",
                        CUSTOMIZED.with("https://mcp.example.com/mcp", "https://files.example.com"),
                        Shape.AUDIENCE)
                .refuses("C2", "issuer with a slash", CUSTOMIZED.with("$issuer", "$origin/"), Shape.ISSUER)
                .forbids("E8", "a longer scope in the array", CUSTOMIZED.with("\"mcp:use\"", "\"mcp:user\""));
    }

    private static Shape inTheSameJvm() {
        return Shape.of("spring-authorization-server", "In the JVM of the MCP server", CUSTOMIZED, CUSTOMIZED_CLIENT)
                .accepts("E8", "access token of typ at+jwt with scope as array", CUSTOMIZED, customizedUser())
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("D3", "token that is not customized", STOCK, Shape.TYPE);
    }

    private static Caller customizedUser() {
        return new Caller("alice", "mcp-client", Set.of("openid", "mcp:use"), Set.of("operator"));
    }

    private static Shape stock() {
        return Shape.of("spring-authorization-server", "Without a customizer", STOCK, STOCK_CLIENT)
                .accepts(
                        "E8",
                        "access token without typ, with scope as array",
                        STOCK,
                        new Caller("alice", "unknown", Set.of("openid", "mcp:use"), Set.of()))
                .accepts(
                        "E7",
                        "the client's own token",
                        STOCK_CLIENT,
                        new Caller("mcp-client", "unknown", Set.of("mcp:use"), Set.of()))
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses(
                        "D1",
                        "ID token with a nonce",
                        ID_TOKEN.with("\"sid\"", "\"nonce\": \"n\", \"sid\""),
                        Shape.TYPE)
                .refuses("B7", "token of another client", STOCK.with("mcp-client", "other-client"), Shape.AUDIENCE)
                .refuses("D1", "ID token of another client", ID_TOKEN.with("mcp-client", "other-client"), Shape.TYPE)
                .forbids("E8", "the scope inside another", STOCK.with("\"mcp:use\"", "\"mcp:use mcp:admin\""));
    }
}
