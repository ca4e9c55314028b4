package io.mcpoauth2.testapps.process.providers;

import static io.mcpoauth2.testapps.process.providers.EntraTokens.API;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.CLIENT_ID;
import static io.mcpoauth2.testapps.process.providers.EntraTokens.TENANT;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Azure AD B2C's user flows, by its overview of tokens: both forms of the issuer. */
final class AzureAdB2cShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid","typ":"JWT"}""";
    private static final String SUBJECT = "690222be-ff1a-4d56-abd1-7e4f7d38e474";

    private static final Written USER = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "exp": $later,
              "nbf": $now,
              "aud": "00001111-aaaa-2222-bbbb-3333cccc4444",
              "sub": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
              "oid": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
              "name": "Abe Lincoln",
              "emails": ["abeli@example.com"],
              "tfp": "B2C_1_signupsignin",
              "nonce": "defaultNonce",
              "scp": "mcp.use",
              "azp": "11112222-bbbb-3333-cccc-4444dddd5555",
              "ver": "1.0",
              "iat": $now
            }""");

    /** Of a login at the API's own registration. */
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "exp": $later,
              "nbf": $now,
              "aud": "00001111-aaaa-2222-bbbb-3333cccc4444",
              "sub": "690222be-ff1a-4d56-abd1-7e4f7d38e474",
              "name": "Abe Lincoln",
              "emails": ["abeli@example.com"],
              "tfp": "B2C_1_signupsignin",
              "nonce": "defaultNonce",
              "auth_time": $now,
              "ver": "1.0",
              "iat": $now
            }""");

    private AzureAdB2cShapes() {}

    static Stream<Shape> all() {
        return Stream.of(
                judged("Settings here")
                        .refuses(
                                "C2", "token of another user flow", of("/tfp/" + TENANT + "/b2c_1_other"), Shape.ISSUER)
                        .refuses("C2", "token with the default issuer", of("/" + TENANT), Shape.ISSUER)
                        .asOnThePage(),
                judged("With the default issuer")
                        .refuses(
                                "C2",
                                "token with the other form of the issuer",
                                of("/tfp/" + TENANT + "/b2c_1_signupsignin"),
                                Shape.ISSUER));
    }

    private static Shape judged(String heading) {
        Caller user = new Caller(SUBJECT, CLIENT_ID, Set.of("mcp.use"), Set.of());
        return Shape.ofUsers("azure-ad-b2c", heading, USER)
                .accepts("D1", "access token with the nonce of its login", USER, user)
                .accepts("D1", "access token without a nonce", USER.with("\"nonce\": \"defaultNonce\",", ""), user)
                .refuses("D1", "ID token of the application's own login", ID_TOKEN, Shape.TYPE)
                .refuses("B7", "ID token of a client's login", ID_TOKEN.with(API, CLIENT_ID), Shape.AUDIENCE)
                .forbids("E8", "another scope", USER.with("mcp.use", "mcp.read"));
    }

    private static Written of(String path) {
        return USER.with("$issuer", "$origin" + path + "/v2.0/");
    }
}
