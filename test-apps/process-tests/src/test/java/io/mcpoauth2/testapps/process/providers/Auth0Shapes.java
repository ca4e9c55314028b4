package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Auth0: its own profile and that of RFC 9068, by Auth0's pages on access token profiles. */
final class Auth0Shapes {
    private static final String JWT = """
            {"alg":"RS256","typ":"JWT","kid":"$kid"}""";
    private static final String AT_JWT = """
            {"alg":"RS256","typ":"at+jwt","kid":"$kid"}""";

    private static final Written USER = Written.jwt(JWT, """
            {
              "iss": "$issuer",
              "sub": "auth0|6553da60a54af58e29493993",
              "aud": ["https://mcp.example.com/mcp", "https://acme.eu.auth0.com/userinfo"],
              "iat": $now,
              "exp": $later,
              "scope": "openid profile mcp:use",
              "azp": "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
              "permissions": ["mcp:use", "files:delete"]
            }""");
    private static final Written CLIENT = Written.jwt(JWT, """
            {
              "iss": "$issuer",
              "sub": "awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients",
              "aud": "https://mcp.example.com/mcp",
              "iat": $now,
              "exp": $later,
              "scope": "mcp:use",
              "gty": "client-credentials",
              "azp": "awZfdIir8YFdGZWkvCejDoUb7SjTDicx",
              "permissions": ["mcp:use"]
            }""");
    private static final Written ID_TOKEN = Written.jwt(JWT, """
            {
              "nickname": "alice",
              "name": "alice@example.com",
              "email": "alice@example.com",
              "email_verified": true,
              "iss": "$issuer",
              "aud": "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
              "sub": "auth0|6553da60a54af58e29493993",
              "iat": $now,
              "exp": $later,
              "sid": "lpGhyQmWqA3_vWqQ0fbhmiTPkGzZ5Rbs",
              "nonce": "UkM1bjZmTUlSQXc"
            }""");

    private static final Written RFC9068_USER = Written.jwt(AT_JWT, """
            {
              "iss": "$issuer",
              "sub": "auth0|6553da60a54af58e29493993",
              "aud": ["https://mcp.example.com/mcp", "https://acme.eu.auth0.com/userinfo"],
              "iat": $now,
              "exp": $later,
              "scope": "openid profile mcp:use",
              "jti": "73WakrfVbNJBaAmhQtEeDv",
              "client_id": "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
              "permissions": ["mcp:use", "files:delete"]
            }""");
    private static final Written RFC9068_CLIENT = Written.jwt(AT_JWT, """
            {
              "iss": "$issuer",
              "sub": "awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients",
              "aud": "https://mcp.example.com/mcp",
              "iat": $now,
              "exp": $later,
              "scope": "mcp:use",
              "jti": "E0gmUvbSLoRmdDxZdTUnh1",
              "client_id": "awZfdIir8YFdGZWkvCejDoUb7SjTDicx",
              "permissions": ["mcp:use"]
            }""");

    private Auth0Shapes() {}

    static Stream<Shape> all() {
        return Stream.of(ownProfile(), rfc9068Profile());
    }

    private static Shape ownProfile() {
        return Shape.of("auth0", Shape.MAIN, USER, CLIENT)
                .accepts("D1", "access token of typ JWT, for userinfo too", USER, user())
                .accepts("E7", "a client's own token", CLIENT, client())
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("B7", "ID token of a login without a nonce", withoutNonce(), Shape.AUDIENCE)
                .refuses(
                        "B7",
                        "token for the management API, and userinfo",
                        USER.with("https://mcp.example.com/mcp", "https://acme.eu.auth0.com/api/v2/"),
                        Shape.AUDIENCE)
                .asOnThePage()
                .refuses(
                        "B7",
                        "token for another API",
                        CLIENT.with("https://mcp.example.com/mcp", "https://files.example.com/"),
                        Shape.AUDIENCE)
                .refuses("A11", "opaque token, of a client that named no API", Written.opaque(""), Shape.MALFORMED)
                .refuses("C2", "issuer without its slash", USER.with("$issuer", "$origin"), Shape.ISSUER)
                .forbids("E8", "scope that only begins so", USER.with("profile mcp:use", "profile mcp:user"))
                .forbids("E8", "permission that is no scope", USER.with("profile mcp:use", "profile"));
    }

    private static Shape rfc9068Profile() {
        return Shape.of("auth0", "RFC 9068 profile", RFC9068_USER, RFC9068_CLIENT)
                .accepts("D2", "access token of typ at+jwt, for userinfo too", RFC9068_USER, user())
                .accepts("E7", "a client's own token", RFC9068_CLIENT, client())
                .refuses("D1", "token of an API with Auth0's profile", USER, Shape.TYPE)
                .refuses("D1", "ID token of a login without a nonce", withoutNonce(), Shape.TYPE)
                .refuses(
                        "B7",
                        "token for another API",
                        RFC9068_CLIENT.with("https://mcp.example.com/mcp", "https://files.example.com/"),
                        Shape.AUDIENCE)
                .forbids("E8", "permission that is no scope", RFC9068_USER.with("profile mcp:use", "profile"));
    }

    private static Written withoutNonce() {
        return ID_TOKEN.with("\"nonce\"", "\"org_name\"");
    }

    private static Caller user() {
        return new Caller(
                "auth0|6553da60a54af58e29493993",
                "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja",
                Set.of("openid", "profile", "mcp:use"),
                Set.of("mcp:use", "files:delete"));
    }

    private static Caller client() {
        return new Caller(
                "awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients",
                "awZfdIir8YFdGZWkvCejDoUb7SjTDicx",
                Set.of("mcp:use"),
                Set.of("mcp:use"));
    }
}
