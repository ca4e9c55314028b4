package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Amazon Cognito's user pools, by its developer guide: bound to a resource and not. */
final class CognitoShapes {
    private static final String HEADER = """
            {"kid":"$kid","alg":"RS256"}""";
    private static final String AUD = "\"aud\": \"https://mcp.example.com/mcp\",";
    private static final String SCOPE = "https://mcp.example.com/mcp/use";
    private static final String SUBJECT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    private static final Written BOUND = Written.jwt(HEADER, """
            {
              "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "cognito:groups": ["testgroup", "operator"],
              "iss": "$issuer",
              "version": 2,
              "client_id": "1example23456789",
              "aud": "https://mcp.example.com/mcp",
              "origin_jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "event_id": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "token_use": "access",
              "scope": "openid https://mcp.example.com/mcp/use",
              "auth_time": $now,
              "exp": $later,
              "iat": $now,
              "jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "username": "my-test-user"
            }""");
    private static final Written UNBOUND = BOUND.with(AUD, "");
    private static final Written CLIENT = Written.jwt(HEADER, """
            {
              "sub": "2example3456789",
              "token_use": "access",
              "scope": "https://mcp.example.com/mcp/use",
              "auth_time": $now,
              "iss": "$issuer",
              "exp": $later,
              "iat": $now,
              "version": 2,
              "jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "client_id": "2example3456789"
            }""");
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "cognito:groups": ["testgroup", "operator"],
              "email_verified": true,
              "iss": "$issuer",
              "cognito:username": "my-test-user",
              "origin_jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "aud": "1example23456789",
              "event_id": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "token_use": "id",
              "auth_time": $now,
              "exp": $later,
              "iat": $now,
              "jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
              "email": "alice@example.com"
            }""");

    /** Of a login by the SDK, which knows no other scope. */
    private static final Written SELF_SERVICE = UNBOUND.with("openid " + SCOPE, "aws.cognito.signin.user.admin");

    private CognitoShapes() {}

    static Stream<Shape> all() {
        return Stream.of(bound(), unbound());
    }

    private static Shape bound() {
        return Shape.of("cognito", Shape.MAIN, BOUND, CLIENT.with("\"version\"", AUD + " \"version\""))
                .accepts("D3", "access token without typ, bound to this server", BOUND, user())
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses("B1", "token that is bound to nothing", UNBOUND, Shape.AUDIENCE)
                .asOnThePage()
                .refuses("B1", "a client's own token", CLIENT, Shape.AUDIENCE)
                .refuses("B1", "token of a login by the SDK", SELF_SERVICE, Shape.AUDIENCE)
                .refuses(
                        "B7",
                        "token that is bound to another server",
                        BOUND.with(AUD, "\"aud\": \"https://files.example.com\","),
                        Shape.AUDIENCE)
                .refuses(
                        "C2",
                        "token of another user pool",
                        BOUND.with("$issuer", "$origin/eu-central-1_Zz98Yy76X"),
                        Shape.ISSUER)
                .forbids("E8", "a client that bound its token without having the scope", BOUND.with(" " + SCOPE, ""))
                .forbids("E8", "another scope of this server", BOUND.with("/mcp/use", "/mcp/user"));
    }

    private static Shape unbound() {
        return Shape.of("cognito", "Without resource binding", UNBOUND, CLIENT)
                .accepts("D3", "access token without typ and audience", UNBOUND, user())
                .accepts(
                        "E7",
                        "a client's own token",
                        CLIENT,
                        new Caller("2example3456789", "2example3456789", Set.of(SCOPE), Set.of()))
                .accepts("D3", "token that is bound to this server", BOUND, user())
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses(
                        "D1",
                        "ID token with a scope",
                        ID_TOKEN.with("\"email\"", "\"scope\": \"" + SCOPE + "\", \"email\""),
                        Shape.TYPE)
                .refuses(
                        "B7",
                        "token that is bound to another server",
                        BOUND.with(AUD, "\"aud\": \"https://files.example.com\","),
                        Shape.AUDIENCE)
                .refuses(
                        "B7",
                        "scope of another server",
                        CLIENT.with(SCOPE, "https://files.example.com/use"),
                        Shape.AUDIENCE)
                .refuses(
                        "B3",
                        "scope of a server above",
                        CLIENT.with(SCOPE, "https://mcp.example.com/use"),
                        Shape.AUDIENCE)
                .refuses(
                        "B3",
                        "scope of a server below",
                        CLIENT.with(SCOPE, "https://mcp.example.com/mcp/sub/use"),
                        Shape.AUDIENCE)
                .refuses(
                        "B3",
                        "scope of a server whose name goes on",
                        CLIENT.with(SCOPE, "https://mcp.example.com/mcp2/use"),
                        Shape.AUDIENCE)
                .refuses("B1", "token of a login by the SDK", SELF_SERVICE, Shape.AUDIENCE)
                .forbids("E8", "another scope of this server", CLIENT.with("/mcp/use", "/mcp/read"));
    }

    private static Caller user() {
        return new Caller(SUBJECT, "1example23456789", Set.of("openid", SCOPE), Set.of("testgroup", "operator"));
    }
}
