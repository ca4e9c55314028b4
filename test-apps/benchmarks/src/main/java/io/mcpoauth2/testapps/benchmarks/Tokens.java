package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.util.UUID;

/** Valid access tokens of an issuer, all different, of the size that identity providers make. */
final class Tokens {
    static final String AUDIENCE = "https://mcp.example.com/mcp";
    private static final int SIZE = 900;

    private final EmbeddedIssuer issuer;

    Tokens(EmbeddedIssuer issuer) {
        this.issuer = issuer;
    }

    String next() {
        TokenSpec spec = TokenSpec.valid()
                .audience(AUDIENCE)
                .subject("alice")
                .scopes("orders:read", "orders:write")
                .claim("jti", UUID.randomUUID().toString());
        int missing = SIZE - issuer.mint(spec).length();
        return issuer.mint(spec.claim("name", "x".repeat(Math.max(1, missing * 3 / 4))));
    }
}
