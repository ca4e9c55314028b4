package io.mcpoauth2.test;

import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.SimulatedUser;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Builds users for unit tests, and runs code as one of them:
 *
 * <pre>{@code
 * AuthenticatedUser alice = TestUser.withSubject("alice").scopes("files:read").build();
 * TestUser.run(alice, () -> assertThat(tools.whoAmI()).isEqualTo("alice"));
 * }</pre>
 *
 * <p>Only {@link io.mcpoauth2.CurrentUser} and {@code ScopedUser.USER} are affected: what a method marked
 * {@link io.mcpoauth2.McpEndpoint} needs is judged by the agent alone.
 */
public final class TestUser {
    private final Map<String, Object> user = new HashMap<>();
    private final Map<String, Object> claims = new HashMap<>();

    private TestUser(String subject) {
        put("subject", "sub", subject);
        put("issuer", "iss", "https://issuer.example");
        put("audience", "aud", List.of("https://server.example/mcp"));
        user.put("scopes", Set.of());
        user.put("roles", Set.of());
        expiresAt(Instant.parse("2100-01-01T00:00:00Z"));
    }

    /** A user of {@code https://issuer.example} without scopes and roles, whose token expires in the year 2100. */
    public static TestUser withSubject(String subject) {
        return new TestUser(subject);
    }

    /** Runs {@code body} as {@code user} on the calling thread. */
    public static void run(AuthenticatedUser user, Runnable body) {
        try {
            SimulatedUser.call(user, Executors.callable(body));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // A Runnable throws no checked exception.
        }
    }

    /**
     * Runs {@code body} as {@code user} on the calling thread and returns its result.
     *
     * @throws IllegalStateException if an agent is installed
     * @throws Exception what the body throws
     */
    public static <T extends @Nullable Object> T call(AuthenticatedUser user, Callable<T> body) throws Exception {
        return SimulatedUser.call(user, body);
    }

    public TestUser issuer(String issuer) {
        return put("issuer", "iss", issuer);
    }

    public TestUser audience(String... audience) {
        return put("audience", "aud", List.of(audience));
    }

    public TestUser clientId(String clientId) {
        return put("clientId", "client_id", clientId);
    }

    public TestUser scopes(String... scopes) {
        user.put("scopes", Set.of(scopes));
        return claim("scope", String.join(" ", scopes));
    }

    public TestUser roles(String... roles) {
        user.put("roles", Set.of(roles));
        return claim("roles", List.of(roles));
    }

    public TestUser email(String email) {
        return put("email", "email", email);
    }

    public TestUser name(String name) {
        return put("name", "name", name);
    }

    public TestUser preferredUsername(String preferredUsername) {
        return put("preferredUsername", "preferred_username", preferredUsername);
    }

    public TestUser givenName(String givenName) {
        return put("givenName", "given_name", givenName);
    }

    public TestUser familyName(String familyName) {
        return put("familyName", "family_name", familyName);
    }

    public TestUser expiresAt(Instant expiresAt) {
        user.put("expiresAt", expiresAt);
        return claim("exp", expiresAt.getEpochSecond());
    }

    public TestUser issuedAt(Instant issuedAt) {
        user.put("issuedAt", issuedAt);
        return claim("iat", issuedAt.getEpochSecond());
    }

    /**
     * Adds a claim that has no method of its own here.
     *
     * @param value a string, number, boolean, or an immutable list or map of such
     */
    public TestUser claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public AuthenticatedUser build() {
        Map<String, Object> described = new HashMap<>(user);
        described.put("claims", claims);
        return AuthenticatedUser.of(described);
    }

    private TestUser put(String key, String claim, Object value) {
        user.put(key, value);
        return claim(claim, value);
    }
}
