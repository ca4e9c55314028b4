package io.mcpoauth2.agent.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be configured; docs/configuration.md has the same rows in the same order, which a test compares. */
enum Key {
    ISSUER("issuer", true, "required", "https URLs without query and fragment, exactly as the issuers publish them"),
    AUDIENCE("audience", true, "required", "names or URLs of this server, compared exactly: no wildcard, no spaces"),
    CLIENT_ID("client_id", false, "–", "one client id"),
    JWKS_URI("jwks_uri", false, "discovered", "one https URL, only with a single issuer"),
    JWKS_CACHE_TTL("jwks_cache_ttl", false, "3600", "seconds, 1 to 86400"),
    JWKS_MAX_STALE("jwks_max_stale", false, "86400", "seconds, 1 to 604800"),
    JWKS_COOLDOWN("jwks_cooldown", false, "10", "seconds, 1 to 3600"),
    EXEMPT_ROUTES("exempt_routes", true, "none", "paths in plain spelling from / on, a * only at the end; or none"),
    PROTECTED_ROUTES("protected_routes", true, "/*", "paths in plain spelling from / on, a * only at the end; or none"),
    RESOURCE(
            "resource",
            false,
            "the audience, if exactly one is a URL",
            "the public https URL of the MCP endpoint, without query and fragment"),
    SCOPES("scopes", true, "none", "scopes, separated by commas; or none"),
    HANDLERS("handlers", true, "none", "com.acme.Tools#search, com.acme.Tools#find* or @com.acme.Secured; or none"),
    ROLES_CLAIM("roles_claim", true, "roles,realm_access.roles", "names of claims, a dot descends into an object"),
    MODE("mode", false, "enforce", "enforce or off"),
    ALGORITHMS(
            "algorithms",
            true,
            "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512,EdDSA",
            "some of the default's; never HS256, HS384, HS512 or none"),
    CLOCK_SKEW("clock_skew", false, "60", "seconds, 0 to 300"),
    TOKEN_TYPES("token_types", true, "at+jwt,JWT,none", "media types of access tokens, none for a token without typ"),
    TOKEN_CACHE_SIZE("token_cache_size", false, "10000", "tokens, 0 to 1000000"),
    MAX_TOKEN_SIZE("max_token_size", false, "16384", "bytes, 256 to 65536"),
    WAIT_FOR_KEYS("wait_for_keys", false, "5", "seconds, 0 to 60"),
    ON_START_FAILURE("on_start_failure", false, "exit", "exit or continue"),
    ALLOW_HTTP("allow_http", false, "false", "true or false"),
    LOG_LEVEL("log_level", false, "info", "error, warn, info or debug"),
    PROPAGATION("propagation", false, "on", "on or off"),
    CONFIG_FILE("config_file", false, "–", "path of a JSON file of at most 1 MiB");

    /** Before the key's name in a system property. */
    static final String PROPERTY_PREFIX = "oauth2.";
    /** Before the key's name, in capitals, in an environment variable. */
    static final String ENVIRONMENT_PREFIX = "OAUTH2_";
    /** The word for an empty list. */
    static final String NONE = "none";

    private final String text;
    private final boolean list;
    private final String byDefault;
    private final String accepts;

    /**
     * @param text the name in an agent argument and in the file
     * @param byDefault the value that applies when none is given, or words where there is no such text
     * @param accepts what a right value is, for error messages
     */
    Key(String text, boolean list, String byDefault, String accepts) {
        this.text = text;
        this.list = list;
        this.byDefault = byDefault;
        this.accepts = accepts;
    }

    /** The key of that name in an agent argument or in the file; null if there is none. Case-sensitive. */
    static @Nullable Key of(String name) {
        for (Key key : values()) {
            if (key.text.equals(name)) {
                return key;
            }
        }
        return null;
    }

    /** The key whose environment variable is {@link #ENVIRONMENT_PREFIX} and {@code name}. */
    static @Nullable Key ofEnvironment(String name) {
        for (Key key : values()) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }

    String text() {
        return text;
    }

    boolean isList() {
        return list;
    }

    /** Whether {@link #NONE} alone stands for the empty list. */
    boolean mayBeNone() {
        return this == PROTECTED_ROUTES || (list && byDefault.equals(NONE));
    }

    String byDefault() {
        return byDefault;
    }

    String accepts() {
        return accepts;
    }

    /** The spellings by which the key can be set, for the message that it must be. */
    String spellings() {
        return text + "=… (agent argument), -D" + PROPERTY_PREFIX + text + "=…, " + ENVIRONMENT_PREFIX
                + text.toUpperCase(Locale.ROOT) + " or the configuration file";
    }
}
