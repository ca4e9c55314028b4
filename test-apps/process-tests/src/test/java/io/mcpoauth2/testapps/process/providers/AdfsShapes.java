package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of AD FS: its name is no address, and its claims are what the rules of the Web API issue. */
final class AdfsShapes {
    private static final String HEADER = """
            {"typ":"JWT","alg":"RS256","x5t":"$kid","kid":"$kid"}""";
    private static final String WITHOUT_KID = """
            {"typ":"JWT","alg":"RS256","x5t":"$kid"}""";
    private static final String SUBJECT = "S-1-5-21-3623811015-3361044348-30300820-1013";
    private static final String CLIENT_ID = "60b3d106-d155-4f9f-ba75-84b8078829fa";

    private static final Written USER = Written.jwt(HEADER, """
            {
              "aud": "https://mcp.example.com/mcp",
              "iss": "$issuer",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "sub": "S-1-5-21-3623811015-3361044348-30300820-1013",
              "upn": "alice@example.com",
              "roles": ["operator"],
              "apptype": "Public",
              "appid": "60b3d106-d155-4f9f-ba75-84b8078829fa",
              "authmethod": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
              "auth_time": "2026-09-13T08:27:46.918Z",
              "ver": "1.0",
              "scp": "openid mcp.use"
            }""");
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "aud": "60b3d106-d155-4f9f-ba75-84b8078829fa",
              "iss": "$origin/adfs",
              "iat": $now,
              "nbf": $now,
              "exp": $later,
              "auth_time": $now,
              "nonce": "n-0S6_WzA2Mj",
              "sub": "kcRZNhq2gX1gZ0dPqS3wQ8dC5x5nq3k1u5lQW2v7b0s=",
              "upn": "alice@example.com",
              "unique_name": "EXAMPLE\\\\alice",
              "sid": "S-1-5-21-3623811015-3361044348-30300820-1013",
              "c_hash": "LDktKdoQak3Pk0cnXxCltA"
            }""");

    private AdfsShapes() {}

    static Stream<Shape> all() {
        Caller user = new Caller(SUBJECT, CLIENT_ID, Set.of("openid", "mcp.use"), Set.of("operator"));
        return Stream.of(Shape.ofUsers("adfs", Shape.MAIN, USER)
                .accepts("D1", "access token, with scp as text", USER, user)
                .accepts("D1", "access token without kid", USER.withHeader(WITHOUT_KID), user)
                .refuses("D1", "ID token, which has another issuer", ID_TOKEN, Shape.ISSUER)
                .refuses(
                        "D1",
                        "ID token, if it had the issuer",
                        ID_TOKEN.with("$origin/adfs", "$issuer"),
                        Shape.TYPE,
                        "nonce")
                .refuses(
                        "B7",
                        "token of a client that named no resource",
                        USER.with("https://mcp.example.com/mcp", "urn:microsoft:userinfo"),
                        Shape.AUDIENCE)
                .asOnThePage()
                .refuses(
                        "E6",
                        "token of a Web API without a rule for sub",
                        USER.with("\"sub\": \"" + SUBJECT + "\",", ""),
                        Shape.SUBJECT,
                        "sub")
                .forbids("E8", "another scope", USER.with("mcp.use", "mcp.read")));
    }
}
