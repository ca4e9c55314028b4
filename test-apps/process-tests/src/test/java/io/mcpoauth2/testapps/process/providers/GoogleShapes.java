package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Google: those of service accounts for an audience, and those of users, which cannot be judged. */
final class GoogleShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid","typ":"JWT"}""";
    private static final String ACCOUNT = "102347280110969506738";
    private static final String EMAIL = "planner@acme-project.iam.gserviceaccount.com";

    private static final Written WORKLOAD = Written.jwt(HEADER, """
            {
              "aud": "https://mcp.example.com/mcp",
              "azp": "102347280110969506738",
              "email": "planner@acme-project.iam.gserviceaccount.com",
              "email_verified": true,
              "exp": $later,
              "iat": $now,
              "iss": "$issuer",
              "sub": "102347280110969506738"
            }""");
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "azp": "1234987819200.apps.googleusercontent.com",
              "aud": "1234987819200.apps.googleusercontent.com",
              "sub": "10769150350006150715113082367",
              "at_hash": "HK6E_P6Dh8Y93mRNtsDB1Q",
              "email": "alice@example.com",
              "email_verified": true,
              "iat": $now,
              "exp": $later,
              "nonce": "0394852-3190485-2490358"
            }""");

    private GoogleShapes() {}

    static Stream<Shape> all() {
        return Stream.of(Shape.ofClients("google", Shape.MAIN, WORKLOAD)
                .accepts(
                        "D1",
                        "service account's token for this server",
                        WORKLOAD,
                        new Caller(ACCOUNT, ACCOUNT, Set.of(), Set.of(EMAIL)))
                .refuses(
                        "B7",
                        "service account of somebody else, for this server",
                        WORKLOAD.with(ACCOUNT, "117342650983012345678"),
                        Shape.CLIENT)
                .refuses(
                        "B7",
                        "service account's token for another server",
                        WORKLOAD.with("https://mcp.example.com/mcp", "https://files.example.com"),
                        Shape.AUDIENCE)
                .refuses("A11", "access token of a user", Written.opaque(""), Shape.MALFORMED)
                .asOnThePage()
                .refuses("D1", "ID token of a user", ID_TOKEN, Shape.TYPE));
    }
}
