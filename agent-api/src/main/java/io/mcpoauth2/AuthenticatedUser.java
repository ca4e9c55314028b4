package io.mcpoauth2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request, as its validated access token describes it. Immutable.
 *
 * <p>A user is identified by issuer and subject together: another issuer may give the same subject to somebody else.
 */
public final class AuthenticatedUser {
    private final String subject;
    private final String issuer;
    private final List<String> audience;
    private final @Nullable String clientId;
    private final Set<String> scopes;
    private final Set<String> roles;
    private final @Nullable String email;
    private final @Nullable String name;
    private final @Nullable String preferredUsername;
    private final @Nullable String givenName;
    private final @Nullable String familyName;
    private final Instant expiresAt;
    private final @Nullable Instant issuedAt;
    private final Map<String, Object> claims;

    private AuthenticatedUser(UserMap user) {
        this.subject = user.text(UserMap.SUBJECT);
        this.issuer = user.text(UserMap.ISSUER);
        this.audience = user.texts(UserMap.AUDIENCE);
        this.clientId = user.optional(UserMap.CLIENT_ID, String.class);
        this.scopes = user.textSet(UserMap.SCOPES);
        this.roles = user.textSet(UserMap.ROLES);
        this.email = user.optional(UserMap.EMAIL, String.class);
        this.name = user.optional(UserMap.NAME, String.class);
        this.preferredUsername = user.optional(UserMap.PREFERRED_USERNAME, String.class);
        this.givenName = user.optional(UserMap.GIVEN_NAME, String.class);
        this.familyName = user.optional(UserMap.FAMILY_NAME, String.class);
        this.expiresAt = user.required(UserMap.EXPIRES_AT, Instant.class);
        this.issuedAt = user.optional(UserMap.ISSUED_AT, Instant.class);
        this.claims = user.claims();
    }

    /**
     * Makes a user of the map by which the agent describes one. Called by the agent; tests use
     * {@link io.mcpoauth2.test.TestUser}.
     *
     * @throws IllegalArgumentException if a value is missing or has another type
     */
    public static AuthenticatedUser of(Map<String, Object> user) {
        return new AuthenticatedUser(new UserMap(user));
    }

    /**
     * The {@code sub} claim; unique within {@link #issuer()} only. Where the agent's {@code subject_from_client} takes the
     * client for it, {@code client:} and its id.
     */
    public String subject() {
        return subject;
    }

    /** The {@code iss} claim. */
    public String issuer() {
        return issuer;
    }

    /** The {@code aud} claim: whom the token is meant for, this server among them. */
    public List<String> audience() {
        return audience;
    }

    /** The client that acts for the user: the {@code client_id} claim, or {@code azp}. */
    public Optional<String> clientId() {
        return Optional.ofNullable(clientId);
    }

    /** The scopes that the token grants. */
    public Set<String> scopes() {
        return scopes;
    }

    /** The roles in the claim that the agent's {@code roles_claim} names. */
    public Set<String> roles() {
        return roles;
    }

    /** Whether the token grants exactly this scope; case-sensitive, no prefixes. */
    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }

    /** Whether the user has exactly this role; case-sensitive. */
    public boolean hasRole(String role) {
        return roles.contains(role);
    }

    /** The {@code email} claim; whether it was verified is another claim. */
    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /** The {@code name} claim. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The {@code preferred_username} claim; may change, so it identifies nobody. */
    public Optional<String> preferredUsername() {
        return Optional.ofNullable(preferredUsername);
    }

    /** The {@code given_name} claim. */
    public Optional<String> givenName() {
        return Optional.ofNullable(givenName);
    }

    /** The {@code family_name} claim. */
    public Optional<String> familyName() {
        return Optional.ofNullable(familyName);
    }

    /** The {@code exp} claim. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The {@code iat} claim. */
    public Optional<Instant> issuedAt() {
        return Optional.ofNullable(issuedAt);
    }

    /** All claims, as strings, numbers, booleans, lists and maps; without JSON nulls. */
    public Map<String, Object> claims() {
        return claims;
    }

    /** Whether both say the same of the same user; users of different tokens are hardly ever equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuthenticatedUser that
                && subject.equals(that.subject)
                && issuer.equals(that.issuer)
                && audience.equals(that.audience)
                && Objects.equals(clientId, that.clientId)
                && scopes.equals(that.scopes)
                && roles.equals(that.roles)
                && expiresAt.equals(that.expiresAt)
                && Objects.equals(issuedAt, that.issuedAt)
                && claims.equals(that.claims);
    }

    @Override
    public int hashCode() {
        return Objects.hash(issuer, subject, expiresAt);
    }

    /** Holds no personal data, as users end up in logs. */
    @Override
    public String toString() {
        return "AuthenticatedUser[issuer=" + issuer + ", scopes=" + scopes + ", expiresAt=" + expiresAt + "]";
    }
}
