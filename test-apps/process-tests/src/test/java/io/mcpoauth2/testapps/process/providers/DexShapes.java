package io.mcpoauth2.testapps.process.providers;

import java.util.Set;
import java.util.stream.Stream;

/** Tokens of Dex, by its package {@code server/tokens}: access tokens are made by what makes ID tokens. */
final class DexShapes {
    private static final String HEADER = """
            {"alg":"RS256","kid":"$kid"}""";
    private static final String SERVER = "[\"https://mcp.example.com/mcp\", \"mcp-client\"]";

    private static final Written USER = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "sub": "CgVhbGljZRIFbG9jYWw",
              "aud": ["https://mcp.example.com/mcp", "mcp-client"],
              "exp": $later,
              "iat": $now,
              "jti": "1f2a5c3e-52d5-4d8f-9d0c-6f0b7a0e7c11",
              "azp": "mcp-client",
              "nonce": "n-0S6_WzA2Mj",
              "auth_time": $now,
              "at_hash": "jZpVn2kCqgZ4XFp9yNnA2w",
              "email": "alice@example.com",
              "email_verified": true,
              "groups": ["operator"],
              "name": "Alice"
            }""");
    private static final Written CLIENT = Written.jwt(HEADER, """
            {
              "iss": "$issuer",
              "sub": "CgptY3AtY2xpZW50",
              "aud": ["https://mcp.example.com/mcp", "mcp-client"],
              "exp": $later,
              "iat": $now,
              "jti": "0f9c4f0a-2f63-4f7e-8a52-3c2f3d4e5f60",
              "azp": "mcp-client",
              "at_hash": "4yXNGc1Zk7o2v4aQm0o3Vg",
              "groups": ["batch"]
            }""");

    /** Of the code flow: its hash of the code is what access tokens never have. */
    private static final Written ID_TOKEN =
            USER.with("\"at_hash\"", "\"c_hash\": \"LDktKdoQak3Pk0cnXxCltA\", \"at_hash\"");

    private DexShapes() {}

    static Stream<Shape> all() {
        Caller user = new Caller("CgVhbGljZRIFbG9jYWw", "mcp-client", Set.of(), Set.of("operator"));
        return Stream.of(Shape.ofUsers("dex", Shape.MAIN, USER)
                .accepts("D3", "access token with nonce and at_hash", USER, user)
                .accepts(
                        "E7",
                        "a client's own token",
                        CLIENT,
                        new Caller("CgptY3AtY2xpZW50", "mcp-client", Set.of(), Set.of("batch")))
                .refuses("D1", "ID token of the code flow", ID_TOKEN, Shape.TYPE, "c_hash")
                .refuses(
                        "B7",
                        "token of a client that asked for no other audience",
                        USER.with(SERVER, "\"mcp-client\"").with("\"azp\": \"mcp-client\",", ""),
                        Shape.AUDIENCE)
                .asOnThePage()
                .refuses(
                        "B7",
                        "token for another server",
                        USER.with("https://mcp.example.com/mcp", "https://files.example.com"),
                        Shape.AUDIENCE)
                .refuses("C2", "issuer with a slash", USER.with("$issuer", "$origin/"), Shape.ISSUER));
    }
}
