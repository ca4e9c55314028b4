package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** What there is where an enterprise's identity provider vouches for its users: the grant, and the access token for it. */
final class EnterpriseManagedShapes {
    private static final String AT_JWT = """
            {"alg":"RS256","typ":"at+jwt","kid":"$kid"}""";
    private static final String ID_JAG = """
            {"alg":"RS256","typ":"oauth-id-jag+jwt","kid":"$kid"}""";

    private static final Written USER = Written.jwt(AT_JWT, """
            {
              "iss": "$issuer",
              "sub": "alice",
              "aud": "https://mcp.example.com/mcp",
              "client_id": "mcp-client",
              "scope": "mcp:use",
              "jti": "4dcd6a3b-5a0f-4f9e-8f5c-2a6f0b1c9d3e",
              "exp": $later,
              "iat": $now
            }""");

    /** Of the identity provider, for the authorization server. */
    private static final Written GRANT = Written.jwt(ID_JAG, """
            {
              "iss": "https://idp.example.com",
              "sub": "00u47ijy7sRLaeSdC0g7",
              "aud": "$issuer",
              "resource": "https://mcp.example.com/mcp",
              "client_id": "mcp-client",
              "scope": "mcp:use",
              "jti": "9e43f81b64a33f20116179",
              "exp": $later,
              "iat": $now
            }""");

    private EnterpriseManagedShapes() {}

    static Stream<Shape> all() {
        Caller user = new Caller("alice", "mcp-client", Set.of("mcp:use"), Set.of());
        Written ofOneServer = GRANT.with("https://idp.example.com", "$issuer");
        return Stream.of(Shape.ofUsers("enterprise-managed", Shape.MAIN, USER)
                .accepts("D2", "access token that was given for the grant", USER, user)
                .refuses("D1", "the grant itself", GRANT, Shape.ISSUER)
                .refuses("D1", "the grant, where one server is both", ofOneServer, Shape.TYPE)
                .asOnThePage()
                .refuses(
                        "D1",
                        "the grant for this server",
                        ofOneServer.with("\"aud\": \"$issuer\"", "\"aud\": \"https://mcp.example.com/mcp\""),
                        Shape.TYPE)
                .forbids("E8", "another scope", USER.with("mcp:use", "mcp:read")));
    }
}
