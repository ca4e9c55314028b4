package io.mcpoauth2.bridge;

/**
 * Keys of the map by which the agent describes a user to a copy of the API; the values are JDK types.
 *
 * <p>Optional values are absent from the map, never null. The names are part of the contract between agent and API: a
 * server may bundle an older or newer API than the agent.
 */
public final class UserKeys {
    /** {@code String}, the {@code sub} claim, or {@code client:} and the client's id; required. */
    public static final String SUBJECT = "subject";
    /** {@code String}, the {@code iss} claim; required. */
    public static final String ISSUER = "issuer";
    /** {@code List<String>}, the {@code aud} claim; required. */
    public static final String AUDIENCE = "audience";
    /** {@code String}, {@code client_id} or {@code azp}. */
    public static final String CLIENT_ID = "clientId";
    /** {@code Set<String>}; required, may be empty. */
    public static final String SCOPES = "scopes";
    /** {@code Set<String>}; required, may be empty. */
    public static final String ROLES = "roles";
    /** {@code String}. */
    public static final String EMAIL = "email";
    /** {@code String}. */
    public static final String NAME = "name";
    /** {@code String}, the {@code preferred_username} claim. */
    public static final String PREFERRED_USERNAME = "preferredUsername";
    /** {@code String}, the {@code given_name} claim. */
    public static final String GIVEN_NAME = "givenName";
    /** {@code String}, the {@code family_name} claim. */
    public static final String FAMILY_NAME = "familyName";
    /** {@code java.time.Instant}, the {@code exp} claim; required. */
    public static final String EXPIRES_AT = "expiresAt";
    /** {@code java.time.Instant}, the {@code iat} claim. */
    public static final String ISSUED_AT = "issuedAt";
    /** {@code Map<String, Object>}, all claims as JSON types of the JDK, deeply immutable, without null; required. */
    public static final String CLAIMS = "claims";

    private UserKeys() {}
}
