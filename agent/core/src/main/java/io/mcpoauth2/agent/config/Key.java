package io.mcpoauth2.agent.config;

import static io.mcpoauth2.agent.config.Key.Kind.LIST;
import static io.mcpoauth2.agent.config.Key.Kind.SINGLE;
import static io.mcpoauth2.agent.config.Key.Reach.EACH_ISSUER;
import static io.mcpoauth2.agent.config.Key.Reach.ONE_ISSUER;
import static io.mcpoauth2.agent.config.Key.Reach.WHOLE_AGENT;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be configured; docs/configuration.md has the same rows in the same order, which a test compares. */
enum Key {
    ISSUER(
            "issuer",
            LIST,
            ONE_ISSUER,
            "required",
            "https URLs without query and fragment, exactly as the issuers publish them"),
    TENANTS("tenants", LIST, ONE_ISSUER, "none", "names of tenants, with an issuer that has {tenantid} in it; or none"),
    AUDIENCE(
            "audience",
            LIST,
            EACH_ISSUER,
            "required",
            "names or URLs of this server, compared exactly: no wildcard, no spaces"),
    AUDIENCE_FROM_SCOPE("audience_from_scope", SINGLE, ONE_ISSUER, "false", "true or false"),
    CLIENT_ID("client_id", SINGLE, ONE_ISSUER, "–", "one client id"),
    AUDIENCE_BOUND_BY_ISSUER("audience_bound_by_issuer", SINGLE, ONE_ISSUER, "false", "true or false"),
    ACCEPTED_CLIENTS("accepted_clients", LIST, ONE_ISSUER, "none", "client ids; or none"),
    SUBJECT_FROM_CLIENT("subject_from_client", SINGLE, ONE_ISSUER, "false", "true or false"),
    IGNORED_MARKS("ignored_marks", LIST, ONE_ISSUER, "none", "some of nonce, at_hash, c_hash, s_hash and azp; or none"),
    EXPIRY_HORIZON("expiry_horizon", SINGLE, ONE_ISSUER, "31622400", "seconds, 60 to 999999999"),
    AUTHORIZATION_SERVERS(
            "authorization_servers", LIST, ONE_ISSUER, "none", "https URLs without query and fragment; or none"),
    JWKS_URI("jwks_uri", SINGLE, ONE_ISSUER, "discovered", "one https URL, only with a single issuer"),
    JWKS_FILE("jwks_file", SINGLE, ONE_ISSUER, "–", "path of a JWK Set of at most 1 MiB, only with a single issuer"),
    JWKS_BEARER_FILE("jwks_bearer_file", SINGLE, ONE_ISSUER, "–", "path of a file that holds a bearer token alone"),
    CA_FILE("ca_file", SINGLE, ONE_ISSUER, "–", "path of certificates in PEM"),
    HTTP_HOSTS("http_hosts", LIST, ONE_ISSUER, "none", "names of hosts, with allow_http=true; or none"),
    INTROSPECTION("introspection", SINGLE, ONE_ISSUER, "off", "off, opaque, jwt or all"),
    INTROSPECTION_URI(
            "introspection_uri", SINGLE, ONE_ISSUER, "discovered", "one https URL, only with a single issuer"),
    INTROSPECTION_RESPONSE("introspection_response", SINGLE, EACH_ISSUER, "json", "json or jwt"),
    INTROSPECTION_CACHE_TTL("introspection_cache_ttl", SINGLE, EACH_ISSUER, "60", "seconds, 0 to 3600"),
    INTROSPECTION_EXP("introspection_exp", SINGLE, ONE_ISSUER, "required", "required or optional"),
    CLIENT_AUTH(
            "client_auth",
            SINGLE,
            EACH_ISSUER,
            "client_secret_basic",
            "client_secret_basic, client_secret_post or private_key_jwt"),
    CLIENT_SECRET("client_secret", SINGLE, ONE_ISSUER, "–", "the secret that belongs to client_id"),
    CLIENT_SECRET_FILE("client_secret_file", SINGLE, ONE_ISSUER, "–", "path of a file that holds the secret alone"),
    CLIENT_KEY_FILE(
            "client_key_file", SINGLE, ONE_ISSUER, "–", "path of a private RSA or EC key: PKCS #8 in PEM, or a JWK"),
    JWKS_CACHE_TTL("jwks_cache_ttl", SINGLE, WHOLE_AGENT, "3600", "seconds, 1 to 86400"),
    JWKS_MAX_STALE("jwks_max_stale", SINGLE, WHOLE_AGENT, "86400", "seconds, 1 to 604800"),
    JWKS_COOLDOWN("jwks_cooldown", SINGLE, WHOLE_AGENT, "10", "seconds, 1 to 3600"),
    EXEMPT_ROUTES(
            "exempt_routes",
            LIST,
            WHOLE_AGENT,
            "none",
            "paths in plain spelling from / on, a * only at the end, perhaps behind a port as in :9404/*; or none"),
    PROTECTED_ROUTES(
            "protected_routes",
            LIST,
            WHOLE_AGENT,
            "/*",
            "paths in plain spelling from / on, a * only at the end, perhaps behind a port as in :9404/*; or none"),
    OTHER_AGENTS("other_agents", SINGLE, WHOLE_AGENT, "leave", "leave or protect"),
    UNKNOWN_SERVERS("unknown_servers", SINGLE, WHOLE_AGENT, "warn", "warn or refuse"),
    KNOWN_PORTS("known_ports", LIST, WHOLE_AGENT, "none", "ports, 1 to 65535, without ranges; or none"),
    RESOURCE(
            "resource",
            SINGLE,
            WHOLE_AGENT,
            "the audience, if exactly one is a URL",
            "the public https URL of the MCP endpoint, without query and fragment"),
    ALLOWED_ORIGINS(
            "allowed_origins",
            LIST,
            WHOLE_AGENT,
            "none",
            "origins as browsers send them, such as https://app.example.com; or none"),
    METADATA_URL(
            "metadata_url",
            SINGLE,
            WHOLE_AGENT,
            "the path form at the origin of resource",
            "an https URL of that origin, whose path has /.well-known/oauth-protected-resource in it"),
    SCOPES("scopes", LIST, WHOLE_AGENT, "none", "scopes, separated by commas; or none"),
    ADVERTISED_SCOPES("advertised_scopes", LIST, WHOLE_AGENT, "none", "scopes, separated by commas; or none"),
    SCOPE_PREFIX("scope_prefix", SINGLE, WHOLE_AGENT, "–", "text that a scope may begin with, such as api://mcp/"),
    TOOL_SCOPES(
            "tool_scopes",
            SINGLE,
            WHOLE_AGENT,
            "–",
            "names of tools and their scopes: delete_*=files:write files:read;search=files:read"),
    POLICY_DEFAULT("policy_default", SINGLE, WHOLE_AGENT, "allow", "allow or deny"),
    SCOPE_HIERARCHY(
            "scope_hierarchy",
            LIST,
            WHOLE_AGENT,
            "none",
            "pairs of a scope and one that it includes, such as files:admin>files:read; or none"),
    MAX_MESSAGE_SIZE("max_message_size", SINGLE, WHOLE_AGENT, "4194304", "bytes, 1024 to 67108864"),
    MESSAGE_ROUTES(
            "message_routes",
            LIST,
            WHOLE_AGENT,
            "/*",
            "paths in plain spelling from / on, a * only at the end, perhaps behind a port as in :9404/*"),
    FILTER_LISTS("filter_lists", SINGLE, WHOLE_AGENT, "false", "true or false"),
    PUBLISH_SECURITY_SCHEMES("publish_security_schemes", SINGLE, WHOLE_AGENT, "false", "true or false"),
    ANONYMOUS_DISCOVERY("anonymous_discovery", SINGLE, WHOLE_AGENT, "false", "true or false"),
    ANONYMOUS_RATE("anonymous_rate", SINGLE, WHOLE_AGENT, "60", "requests a minute, 1 to 1000000"),
    CHALLENGE("challenge", SINGLE, WHOLE_AGENT, "http", "http or auto"),
    SESSIONS("sessions", SINGLE, WHOLE_AGENT, "bind", "bind or off"),
    TASKS("tasks", SINGLE, WHOLE_AGENT, "auto", "auto, bind or off"),
    MAX_SESSIONS("max_sessions", SINGLE, WHOLE_AGENT, "100000", "sessions, 1 to 10000000"),
    SESSION_IDLE("session_idle", SINGLE, WHOLE_AGENT, "86400", "seconds, 60 to 31536000"),
    HANDLERS(
            "handlers",
            LIST,
            WHOLE_AGENT,
            "none",
            "com.acme.Tools#search, com.acme.Tools#find* or @com.acme.Secured; or none"),
    PRESETS("presets", SINGLE, WHOLE_AGENT, "on", "on or off"),
    ROLES_CLAIM(
            "roles_claim",
            LIST,
            EACH_ISSUER,
            "roles,realm_access.roles",
            "names of claims, a dot descends into an object"),
    SERVLET_PRINCIPAL("servlet_principal", SINGLE, WHOLE_AGENT, "off", "on or off"),
    SPRING_SECURITY("spring_security", SINGLE, WHOLE_AGENT, "off", "on or off"),
    QUARKUS_IDENTITY("quarkus_identity", SINGLE, WHOLE_AGENT, "off", "on or off"),
    MICRONAUT_PRINCIPAL("micronaut_principal", SINGLE, WHOLE_AGENT, "off", "on or off"),
    MODE(
            "mode",
            SINGLE,
            WHOLE_AGENT,
            "enforce",
            "enforce or off; or report, by agent argument or in the configuration file"),
    REPORT_METADATA("report_metadata", SINGLE, WHOLE_AGENT, "false", "true or false"),
    ALGORITHMS(
            "algorithms",
            LIST,
            EACH_ISSUER,
            "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512,EdDSA",
            "some of the default's; never HS256, HS384, HS512 or none"),
    RSA_VERIFICATION("rsa_verification", SINGLE, WHOLE_AGENT, "exact", "exact or provider"),
    CLOCK_SKEW("clock_skew", SINGLE, WHOLE_AGENT, "60", "seconds, 0 to 300"),
    TOKEN_TYPES(
            "token_types",
            LIST,
            EACH_ISSUER,
            "at+jwt,JWT,none",
            "media types of access tokens, none for a token without typ"),
    TOKEN_CACHE_SIZE("token_cache_size", SINGLE, WHOLE_AGENT, "10000", "tokens, 0 to 1000000"),
    MAX_TOKEN_SIZE("max_token_size", SINGLE, WHOLE_AGENT, "16384", "bytes, 256 to 65536"),
    MAX_TOKEN_AGE("max_token_age", SINGLE, WHOLE_AGENT, "0", "seconds, 0 to 31536000"),
    EXPIRY_GRACE("expiry_grace", SINGLE, WHOLE_AGENT, "0", "seconds, 0 to 3600"),
    SOLE_AUDIENCE("sole_audience", SINGLE, WHOLE_AGENT, "false", "true or false"),
    REQUIRE_USER("require_user", SINGLE, WHOLE_AGENT, "false", "true or false"),
    DPOP("dpop", SINGLE, WHOLE_AGENT, "bound", "off, bound, offered or required"),
    DPOP_NONCE("dpop_nonce", SINGLE, WHOLE_AGENT, "off", "off or required"),
    DPOP_REPLAY_SIZE("dpop_replay_size", SINGLE, WHOLE_AGENT, "100000", "proofs, 1000 to 10000000"),
    MTLS("mtls", SINGLE, WHOLE_AGENT, "bound", "off, bound, offered or required"),
    TRUSTED_PROXIES(
            "trusted_proxies",
            LIST,
            WHOLE_AGENT,
            "none",
            "addresses or networks, such as 10.1.2.3 or fd00::/8; or none"),
    DENY_LIST("deny_list", SINGLE, WHOLE_AGENT, "–", "path of a text file of at most 16 MiB"),
    AUDIT("audit", SINGLE, WHOLE_AGENT, "off", "off, file, stderr or jfr"),
    AUDIT_FILE("audit_file", SINGLE, WHOLE_AGENT, "–", "path of a file that is appended to"),
    AUDIT_MAX_SIZE("audit_max_size", SINGLE, WHOLE_AGENT, "10485760", "bytes, 65536 to 999999999"),
    AUDIT_FILES("audit_files", SINGLE, WHOLE_AGENT, "5", "files, 1 to 100"),
    AUDIT_KEY_FILE("audit_key_file", SINGLE, WHOLE_AGENT, "–", "path of a file of 16 to 4096 bytes"),
    AUDIT_SUBJECT("audit_subject", SINGLE, WHOLE_AGENT, "hash", "hash or plain"),
    AUDIT_ADDRESS("audit_address", SINGLE, WHOLE_AGENT, "false", "true or false"),
    JMX("jmx", SINGLE, WHOLE_AGENT, "on", "on or off"),
    WAIT_FOR_KEYS("wait_for_keys", SINGLE, WHOLE_AGENT, "5", "seconds, 0 to 60"),
    ON_START_FAILURE("on_start_failure", SINGLE, WHOLE_AGENT, "exit", "exit or continue"),
    ALLOW_HTTP("allow_http", SINGLE, WHOLE_AGENT, "false", "true or false"),
    LOG_LEVEL("log_level", SINGLE, WHOLE_AGENT, "info", "error, warn, info or debug"),
    PROPAGATION("propagation", SINGLE, WHOLE_AGENT, "on", "on or off"),
    CONFIG_FILE("config_file", SINGLE, WHOLE_AGENT, "–", "path of a JSON file of at most 1 MiB"),
    ENV_PREFIX(
            "env_prefix",
            SINGLE,
            WHOLE_AGENT,
            "OAUTH2_",
            "capitals, digits and underscores, a letter first and an underscore last; by agent argument or system property");

    /** Whether a list or a single value; a constant of the compiler, so that no class is loaded for it. */
    static final class Kind {
        static final boolean LIST = true;
        static final boolean SINGLE = false;

        private Kind() {}
    }

    /** What a setting is about. */
    enum Reach {
        WHOLE_AGENT,
        /** Applies to every issuer, but for those that have another in their sections of the file. */
        EACH_ISSUER,
        /** Belongs to one issuer, and must not become another's. */
        ONE_ISSUER
    }

    /** Before the key's name in a system property. */
    static final String PROPERTY_PREFIX = "oauth2.";
    /** The word for an empty list. */
    static final String NONE = "none";

    private final String text;
    private final boolean list;
    private final Reach reach;
    private final String byDefault;
    private final String accepts;

    /**
     * @param text the name in an agent argument and in the file
     * @param byDefault the value that applies when none is given, or words where there is no such text
     * @param accepts what a right value is, for error messages
     */
    Key(String text, boolean list, Reach reach, String byDefault, String accepts) {
        this.text = text;
        this.list = list;
        this.reach = reach;
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

    /** The key whose environment variable is the prefix and {@code name}. */
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

    Reach reach() {
        return reach;
    }

    /** Whether {@link #NONE} alone stands for the empty list. */
    boolean mayBeNone() {
        return this == PROTECTED_ROUTES || (list && byDefault.equals(NONE));
    }

    /** Whether its value is shown to nobody. */
    boolean isSecret() {
        return this == CLIENT_SECRET;
    }

    String byDefault() {
        return byDefault;
    }

    String accepts() {
        return accepts;
    }

    /**
     * The spellings by which the key can be set, for the message that it must be.
     *
     * @param environmentPrefix before the key's name, in capitals, in an environment variable
     */
    String spellings(String environmentPrefix) {
        return text + "=… (agent argument), -D" + PROPERTY_PREFIX + text + "=…, " + environmentPrefix
                + text.toUpperCase(Locale.ROOT) + " or the configuration file";
    }
}
