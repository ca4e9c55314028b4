package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.util.Locale;
import java.util.UUID;

/** What 10,000 remembered verdicts hold of the heap: the difference after full collections. At most 10 MB. */
public final class CacheFootprint {
    private static final int VERDICTS = 10_000;

    private CacheFootprint() {}

    public static void main(String[] arguments) {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().algorithm("EdDSA").start()) {
            ProtectedGate gate = new ProtectedGate(issuer, VERDICTS);
            // Loads all classes, and gives the JIT what it keeps.
            for (int i = 0; i < 1_000; i++) {
                gate.admit("Bearer " + token(issuer));
            }
            ProtectedGate measured = new ProtectedGate(issuer, VERDICTS);
            measured.admit("Bearer " + token(issuer));
            long before = Heap.used();
            for (int i = 1; i < VERDICTS; i++) {
                measured.admit("Bearer " + token(issuer));
            }
            long bytes = Heap.used() - before;
            System.out.printf(
                    Locale.ROOT,
                    "%d verdicts of tokens of %d bytes: %.1f MB, %d bytes each%n",
                    VERDICTS,
                    token(issuer).length(),
                    bytes / 1e6,
                    bytes / VERDICTS);
            measured.admit("Bearer " + token(issuer));
            gate.admit("Bearer " + token(issuer));
        }
    }

    /** As identity providers make them: a user with names, roles, scopes and ids of session and token. */
    private static String token(EmbeddedIssuer issuer) {
        return issuer.mint(TokenSpec.valid()
                .audience(Tokens.AUDIENCE)
                .subject(UUID.randomUUID().toString())
                .scopes("openid", "profile", "orders:read", "orders:write")
                .roles("customer", "operator")
                .claim("sid", UUID.randomUUID().toString())
                .claim("email", UUID.randomUUID() + "@example.com")
                .claim("email_verified", true)
                .claim("name", "Alice Example")
                .claim("given_name", "Alice")
                .claim("family_name", "Example")
                .claim("preferred_username", "alice")
                .claim("azp", "mcp-client")
                .claim("acr", "1"));
    }
}
