package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of WorkOS AuthKit for MCP clients and other Connect applications, by its page on their claims. */
final class WorkOsShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid"}""";
    private static final String SERVER = "https://mcp.example.com/mcp";
    private static final String ENVIRONMENT = "client_01JP8AZ0B1C2D3E4F5G6H7J8K9";

    private static final Written USER = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "aud": "https://mcp.example.com/mcp",
              "sub": "user_01JQ0E27VT3MH79RY0FVA4QBP9",
              "client_id": "client_01JP8BD0CZ401TDF9X54NT5ZEK",
              "org_id": "org_01HRDMC6CM357W30QMHMQ96Q0S",
              "sid": "app_consent_01JQ0E27WE4K1RCMH7Q094M1GJ",
              "scope": "openid profile",
              "jti": "01JQ0E27ZXE4XNHVP870S6PWYN",
              "exp": $later,
              "iat": $now
            }""");
    private static final Written M2M = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "aud": "client_01JP8AZ0B1C2D3E4F5G6H7J8K9",
              "sub": "client_01JQ9ZYXWVTSRQPNMKJHGFEDCB",
              "client_id": "client_01JQ9ZYXWVTSRQPNMKJHGFEDCB",
              "org_id": "org_01HRDMC6CM357W30QMHMQ96Q0S",
              "scope": "",
              "jti": "01JQ0E2A4B5C6D7E8F9G0H1J2K",
              "exp": $later,
              "iat": $now
            }""");
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "aud": "client_01JP8BD0CZ401TDF9X54NT5ZEK",
              "sub": "user_01JQ0E27VT3MH79RY0FVA4QBP9",
              "name": "Alice",
              "email": "alice@example.com",
              "email_verified": true,
              "nonce": "4QWsQj7bUUkCXnoC",
              "exp": $later,
              "iat": $now
            }""");

    private WorkOsShapes() {}

    static Stream<Shape> all() {
        return Stream.of(Shape.ofUsers("workos", Shape.MAIN, USER)
                .accepts(
                        "D3",
                        "access token for a resource indicator",
                        USER,
                        new Caller(
                                "user_01JQ0E27VT3MH79RY0FVA4QBP9",
                                "client_01JP8BD0CZ401TDF9X54NT5ZEK",
                                Set.of("openid", "profile"),
                                Set.of()))
                .refuses("B7", "token for the environment", USER.with(SERVER, ENVIRONMENT), Shape.AUDIENCE)
                .asOnThePage()
                .refuses("B7", "an application's own token", M2M, Shape.AUDIENCE)
                .refuses("B7", "token for another server", USER.with(SERVER, SERVER + "/other"), Shape.AUDIENCE)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE, "nonce")
                .refuses(
                        "C2",
                        "session token of an application of one's own",
                        USER.with("$issuer", "https://api.workos.com/user_management/" + ENVIRONMENT),
                        Shape.ISSUER));
    }
}
