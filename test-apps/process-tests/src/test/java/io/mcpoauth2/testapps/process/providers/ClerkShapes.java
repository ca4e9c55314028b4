package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Clerk, by the fixtures of its SDK: with the audience that the client named, and without. */
final class ClerkShapes {
    private static final String AT_JWT = """
            {"alg":"RS256","kid":"$kid","typ":"at+jwt"}""";
    private static final String LONG_TYPE = """
            {"alg":"RS256","kid":"$kid","typ":"application/at+jwt"}""";
    private static final String JWT = """
            {"alg":"RS256","kid":"$kid","typ":"JWT"}""";
    private static final String SCOPE = "\"scope\": \"openid mcp:use\"";
    private static final String AUD = "\"aud\": [\"https://mcp.example.com/mcp\"],";

    private static final Written USER = Written.jwt(AT_JWT, """
            {
              "iss": "$issuer",
              "sub": "user_2vYVaLpQ0nTz9rKd8sWb3eXcUjM",
              "aud": ["https://mcp.example.com/mcp"],
              "client_id": "client_2VTWUzvGC5UhdJCNx6xG1D98edc",
              "scope": "openid mcp:use",
              "jti": "oat_2xKa9Bgv7NxMRDFyQw8LpZ3cTmU1vHjE",
              "exp": $later,
              "iat": $now,
              "nbf": $now
            }""");
    private static final Written WITHOUT_AUDIENCE = USER.with(AUD, "");

    /** Of Clerk's own frontend. */
    private static final Written SESSION_TOKEN = Written.jwt(JWT, """
            {
              "azp": "https://app.example.com",
              "exp": $later,
              "iat": $now,
              "iss": "$issuer",
              "nbf": $now,
              "sid": "sess_2GbDB4enNdCa5vS1zpC3Xzg9tK9",
              "sub": "user_2vYVaLpQ0nTz9rKd8sWb3eXcUjM"
            }""");

    private static final Written ID_TOKEN = Written.jwt(JWT, """
            {
              "iss": "$issuer",
              "sub": "user_2vYVaLpQ0nTz9rKd8sWb3eXcUjM",
              "aud": "client_2VTWUzvGC5UhdJCNx6xG1D98edc",
              "email": "alice@example.com",
              "exp": $later,
              "iat": $now
            }""");

    private ClerkShapes() {}

    static Stream<Shape> all() {
        return Stream.of(withAudience(), withoutAudience());
    }

    private static Shape withAudience() {
        return Shape.ofUsers("clerk", Shape.MAIN, USER)
                .accepts("D2", "access token of typ at+jwt", USER, user())
                .accepts("D2", "access token of typ application/at+jwt", USER.withHeader(LONG_TYPE), user())
                .accepts("E8", "scp as array", USER.with(SCOPE, "\"scp\": [\"openid\", \"mcp:use\"]"), user())
                .refuses("B1", "token of a client that named no resource", WITHOUT_AUDIENCE, Shape.AUDIENCE)
                .asOnThePage()
                .refuses("B7", "token for another server", ofAnotherServer(), Shape.AUDIENCE)
                .refuses("D1", "session token", SESSION_TOKEN, Shape.TYPE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("A11", "opaque token", Written.opaque(""), Shape.MALFORMED)
                .forbids("E8", "another scope", USER.with("mcp:use", "mcp:read"));
    }

    private static Shape withoutAudience() {
        return Shape.ofUsers("clerk", "Tokens without an audience", WITHOUT_AUDIENCE)
                .accepts("B1", "access token that names no audience", WITHOUT_AUDIENCE, user())
                .accepts("B1", "access token that names this server", USER, user())
                .refuses("B7", "token for another server", ofAnotherServer(), Shape.AUDIENCE)
                .refuses("B1", "audience that is null", USER.with(AUD, "\"aud\": null,"), Shape.AUDIENCE)
                .refuses("D1", "session token, which names no audience either", SESSION_TOKEN, Shape.TYPE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .forbids("E8", "another scope", WITHOUT_AUDIENCE.with("mcp:use", "mcp:read"));
    }

    private static Written ofAnotherServer() {
        return USER.with("https://mcp.example.com/mcp", "https://files.example.com/mcp");
    }

    private static Caller user() {
        return new Caller(
                "user_2vYVaLpQ0nTz9rKd8sWb3eXcUjM",
                "client_2VTWUzvGC5UhdJCNx6xG1D98edc",
                Set.of("openid", "mcp:use"),
                Set.of());
    }
}
