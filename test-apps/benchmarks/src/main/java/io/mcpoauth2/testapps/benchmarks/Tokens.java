package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes access tokens of an issuer, all different, of the size that identity providers make. */
final class Tokens {
    static final String AUDIENCE = "https://mcp.example.com/mcp";
    private static final int SIZE = 900;

    private final EmbeddedIssuer issuer;

    Tokens(EmbeddedIssuer issuer) {
        this.issuer = issuer;
    }

    /** What the agent has to be told to accept them. */
    Map<String, String> agentOptions() {
        return Map.of("issuer", issuer.issuer(), "audience", AUDIENCE, "allow_http", "true");
    }

    List<String> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    String next() {
        return mint(AUDIENCE);
    }

    /** One that is right but for its audience. */
    String forAnotherServer() {
        return mint("https://other.example.com/mcp");
    }

    private String mint(String audience) {
        TokenSpec spec = TokenSpec.valid()
                .audience(audience)
                .subject("alice")
                .scopes("orders:read", "orders:write")
                .claim("jti", UUID.randomUUID().toString());
        int missing = SIZE - issuer.mint(spec).length();
        return issuer.mint(spec.claim("name", "x".repeat(Math.max(1, missing * 3 / 4))));
    }
}
