package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Okta's custom authorization servers, by the samples of its developer documentation. */
final class OktaShapes {
    private static final String HEADER = """
            {"kid":"$kid","alg":"RS256"}""";

    private static final Written USER = Written.jwt(HEADER, """
            {
              "ver": 1,
              "jti": "AT.pKoLFoM7X4P4DrJBRvXaJzj9g0-naK1ChGH_oTbStYE",
              "iss": "$issuer",
              "aud": "https://mcp.example.com/mcp",
              "iat": $now,
              "exp": $later,
              "cid": "0oa4dr9kzkykPrLhq0g7",
              "uid": "00u47ijy7sRLaeSdC0g7",
              "scp": ["openid", "mcp:use"],
              "auth_time": $now,
              "sub": "alice@example.com",
              "groups": ["Everyone", "operator"]
            }""");
    private static final Written CLIENT = Written.jwt(HEADER, """
            {
              "ver": 1,
              "jti": "AT.DVBDB63tr7t34AlwXR_y3zT_mHZWpGPWxholPDGLfI0",
              "iss": "$issuer",
              "aud": "https://mcp.example.com/mcp",
              "iat": $now,
              "exp": $later,
              "cid": "0oaldbk7ys8px41Gy5d7",
              "scp": ["mcp:use"],
              "sub": "0oaldbk7ys8px41Gy5d7"
            }""");
    private static final Written ID_TOKEN = Written.jwt(HEADER, """
            {
              "sub": "00u47ijy7sRLaeSdC0g7",
              "name": "Alice",
              "email": "alice@example.com",
              "ver": 1,
              "iss": "$issuer",
              "aud": "0oa4dr9kzkykPrLhq0g7",
              "iat": $now,
              "exp": $later,
              "jti": "ID.radCQMOQUmyvcTBmmIL0J6BaS60apUEiC7-vI7pOmkw",
              "amr": ["pwd"],
              "idp": "00oixa26ycdNcX0VT0h7",
              "preferred_username": "alice@example.com",
              "auth_time": $now,
              "at_hash": "fPlsvVszI29LU2UhDyJ9vg"
            }""");
    private static final String INTERNAL = """
            {"kid":"$kid","typ":"application/okta-internal-at+jwt","alg":"RS256"}""";

    private OktaShapes() {}

    static Stream<Shape> all() {
        Caller user = new Caller(
                "alice@example.com",
                "0oa4dr9kzkykPrLhq0g7",
                Set.of("openid", "mcp:use"),
                Set.of("Everyone", "operator"));
        Caller client = new Caller("0oaldbk7ys8px41Gy5d7", "0oaldbk7ys8px41Gy5d7", Set.of("mcp:use"), Set.of());
        return Stream.of(Shape.of("okta", Shape.MAIN, USER, CLIENT)
                .accepts("E8", "access token without typ, with scp as array", USER, user)
                .accepts("E7", "a client's own token", CLIENT, client)
                .refuses("D1", "ID token", ID_TOKEN, Shape.TYPE)
                .refuses(
                        "D1",
                        "ID token with a nonce and without at_hash",
                        ID_TOKEN.with("at_hash", "nonce"),
                        Shape.TYPE)
                .refuses("D1", "token for Okta's own APIs", USER.withHeader(INTERNAL), Shape.TYPE)
                .refuses(
                        "C2",
                        "token of the org's authorization server",
                        USER.withHeader(INTERNAL)
                                .with("$issuer", "$origin")
                                .with("https://mcp.example.com/mcp", "$origin"),
                        Shape.ISSUER)
                .refuses(
                        "C2",
                        "token of another authorization server",
                        USER.with("$issuer", "$origin/oauth2/default")
                                .with("https://mcp.example.com/mcp", "api://default"),
                        Shape.ISSUER)
                .refuses(
                        "B7",
                        "token for the default audience",
                        USER.with("https://mcp.example.com/mcp", "api://default"),
                        Shape.AUDIENCE)
                .asOnThePage()
                .refuses(
                        "B7",
                        "token for the client alone",
                        CLIENT.with("https://mcp.example.com/mcp", "0oaldbk7ys8px41Gy5d7"),
                        Shape.AUDIENCE)
                .forbids("E8", "scp with the scope inside another", USER.with("\"mcp:use\"", "\"mcp:use mcp:admin\""))
                .forbids("E8", "no such scope", USER.with(", \"mcp:use\"", "")));
    }
}
