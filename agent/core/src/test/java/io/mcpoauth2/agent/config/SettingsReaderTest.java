package io.mcpoauth2.agent.config;

import static io.mcpoauth2.agent.config.Given.onlyError;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    @Test
    void issuerAndAudienceSufficeAndTheRestHasDefaults() {
        Settings settings = Given.minimum().settings();
        IssuerSettings issuer = settings.issuers().get(0);

        assertThat(settings.issuerNames()).containsExactly("https://issuer.example");
        assertThat(settings.audiences()).containsExactly("https://server.example/mcp");
        assertThat(settings.resource()).isEqualTo(URI.create("https://server.example/mcp"));
        assertThat(issuer.clientId()).isEmpty();
        assertThat(issuer.keys().jwksUri()).isEmpty();
        assertThat(settings.jwksCacheTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.jwksMaxStale()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.jwksCooldown()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.exemptRoutes()).isEqualTo(RoutePatterns.NONE);
        assertThat(settings.protectedRoutes()).isEqualTo(RoutePatterns.ALL);
        assertThat(settings.listeners()).isEqualTo(new ListenerSettings(false, Set.of(), false));
        assertThat(settings.scopes()).isEmpty();
        assertThat(settings.scopePrefix()).isEmpty();
        assertThat(settings.handlers()).isEmpty();
        assertThat(issuer.rolesClaims()).containsExactly("roles", "realm_access.roles");
        assertThat(settings.mode()).isEqualTo(Settings.Mode.ENFORCE);
        assertThat(issuer.algorithms())
                .containsExactly(
                        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519");
        assertThat(settings.clockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(issuer.tokenTypes()).containsExactly("at+jwt", "jwt", "none");
        assertThat(settings.tokenCacheSize()).isEqualTo(10_000);
        assertThat(settings.maxTokenSize()).isEqualTo(16_384);
        assertThat(settings.waitForKeys()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.exitOnStartFailure()).isTrue();
        assertThat(settings.allowHttp()).isFalse();
        assertThat(settings.logLevel()).isEqualTo(AgentLog.Level.INFO);
        assertThat(settings.propagation()).isTrue();
        assertThat(settings.presets()).isTrue();
        assertThat(settings.rsaByProvider()).isFalse();
        assertThat(issuer.introspection()).isEmpty();
        assertThat(settings.maxTokenAge()).isZero();
        assertThat(settings.soleAudience()).isFalse();
        assertThat(settings.requireUser()).isFalse();
        assertThat(settings.senderConstraints())
                .isEqualTo(new SenderConstraints(
                        SenderConstraints.Policy.BOUND, false, 100_000, SenderConstraints.Policy.BOUND, List.of()));
        assertThat(settings.denyList()).isEmpty();
        assertThat(settings.jmx()).isTrue();
    }

    @Test
    void everyKeyReachesItsSetting() {
        Settings settings = Given.minimum()
                .argument("client_id=c,jwks_uri=http://127.0.0.1:9/jwks?x=1,jwks_cache_ttl=1,jwks_max_stale=2,"
                        + "jwks_cooldown=3,exempt_routes=/health,:9404/public/*,protected_routes=/mcp,"
                        + "resource=http://localhost:8080/mcp,scopes=a,b,handlers=@x.Y,a.B#c*,presets=off,roles_claim=g,servlet_principal=on,spring_security=on,"
                        + "quarkus_identity=on,micronaut_principal=on,clock_skew=4,"
                        + "algorithms=Ed25519,ES256,token_types=application/AT+JWT,token_cache_size=5,max_token_size=256,"
                        + "wait_for_keys=6,on_start_failure=continue,allow_http=true,log_level=debug,propagation=off,rsa_verification=provider,max_token_age=7,"
                        + "sole_audience=true,require_user=true,dpop=required,dpop_nonce=required,dpop_replay_size=8000,"
                        + "other_agents=protect,unknown_servers=refuse,known_ports=9404,9405,"
                        + "mtls=off,trusted_proxies=10.0.0.0/8,::1,deny_list=/deny,jmx=off,scope_prefix=api://x/")
                .file("/deny", "jti x")
                .settings();
        IssuerSettings issuer = settings.issuers().get(0);

        assertThat(issuer.clientId()).contains("c");
        assertThat(issuer.keys().jwksUri()).contains(URI.create("http://127.0.0.1:9/jwks?x=1"));
        assertThat(settings.jwksCacheTtl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.jwksMaxStale()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.jwksCooldown()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.exemptRoutes()).isEqualTo(RoutePatterns.of(List.of("/health", ":9404/public/*")));
        assertThat(settings.protectedRoutes()).isEqualTo(RoutePatterns.of(List.of("/mcp")));
        assertThat(settings.listeners()).isEqualTo(new ListenerSettings(true, Set.of(9404, 9405), true));
        assertThat(settings.resource()).isEqualTo(URI.create("http://localhost:8080/mcp"));
        assertThat(settings.scopes()).containsExactly("a", "b");
        assertThat(settings.handlers())
                .containsExactly(
                        new HandlerSignature.Annotated("@x.Y", "x.Y"),
                        new HandlerSignature.Named("a.B#c*", "a.B", "c", true));
        assertThat(issuer.rolesClaims()).containsExactly("g");
        assertThat(issuer.rolesConfigured()).isTrue();
        assertThat(settings.users()).isEqualTo(new FrameworkUsers(true, true, true, true));
        assertThat(settings.clockSkew()).isEqualTo(Duration.ofSeconds(4));
        assertThat(issuer.algorithms()).containsExactly("Ed25519", "ES256");
        assertThat(issuer.tokenTypes()).containsExactly("at+jwt");
        assertThat(settings.tokenCacheSize()).isEqualTo(5);
        assertThat(settings.maxTokenSize()).isEqualTo(256);
        assertThat(settings.waitForKeys()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.exitOnStartFailure()).isFalse();
        assertThat(settings.allowHttp()).isTrue();
        assertThat(settings.logLevel()).isEqualTo(AgentLog.Level.DEBUG);
        assertThat(settings.propagation()).isFalse();
        assertThat(settings.presets()).isFalse();
        assertThat(settings.rsaByProvider()).isTrue();
        assertThat(settings.maxTokenAge()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.soleAudience()).isTrue();
        assertThat(settings.requireUser()).isTrue();
        assertThat(settings.senderConstraints().dpop()).isEqualTo(SenderConstraints.Policy.REQUIRED);
        assertThat(settings.senderConstraints().dpopNonce()).isTrue();
        assertThat(settings.senderConstraints().dpopReplaySize()).isEqualTo(8000);
        assertThat(settings.senderConstraints().mtls()).isEqualTo(SenderConstraints.Policy.OFF);
        assertThat(settings.senderConstraints().trustedProxies()).hasSize(2);
        assertThat(settings.denyList()).contains("/deny");
        assertThat(settings.jmx()).isFalse();
        assertThat(settings.scopePrefix()).isEqualTo("api://x/");
    }

    @Test
    void allErrorsAreReportedTogetherWithKeySourceAndWhatWouldBeRight() {
        SettingsResult result = Given.nothing()
                .argument("isuer=https://issuer.example,mode=audit")
                .property("oauth2.algorithms", "HS256")
                .environment("OAUTH2_JWKS_CACHE_TTL", "soon")
                .environment("OAUTH2_LOG_LEVEL", "error")
                .environment("OAUTH2_ON_START_FAILURE", "continue")
                .file("{\"audience\": \"*\", \"nonsense\": 1}")
                .read();

        assertThat(result.settings()).isEmpty();
        assertThat(result.exitOnStartFailure()).isFalse();
        assertThat(result.logLevel()).isEqualTo(AgentLog.Level.ERROR);
        assertThat(result.render())
                .containsExactly(
                        "the configuration has 7 errors:",
                        "  isuer (agent argument): is no setting of the agent; docs/configuration.md lists them",
                        "  nonsense (file /etc/agent.json): is no setting of the agent; docs/configuration.md lists them",
                        "  mode (agent argument): is none of the words it can be; right would be: enforce or off; or report, by agent argument or in the configuration file",
                        "  issuer (not set): is required; right would be: https URLs without query and fragment, exactly as"
                                + " the issuers publish them; set it by issuer=… (agent argument), -Doauth2.issuer=…,"
                                + " OAUTH2_ISSUER or the configuration file",
                        "  audience (file /etc/agent.json): has a wildcard; right would be: names or URLs of this server,"
                                + " compared exactly: no wildcard, no spaces",
                        "  algorithms (system property oauth2.algorithms): is an algorithm that anybody could sign with;"
                                + " right would be: some of the default's; never HS256, HS384, HS512 or none",
                        "  jwks_cache_ttl (environment variable OAUTH2_JWKS_CACHE_TTL): is not a whole number; right would"
                                + " be: seconds, 1 to 86400");
    }

    @Test
    void nothingIsRenderedWithoutErrors() {
        assertThat(Given.minimum().read().render()).isEmpty();
    }

    @Test
    void noErrorShowsAValue() {
        Given given = Given.nothing();
        for (Key key : Key.values()) {
            given.environment("OAUTH2_" + key.name(), "hunter2 *\u0001");
        }
        given.argument("hunter2,secret hunter2=hunter2").property("oauth2.hunter2 ", "hunter2");

        SettingsResult result = given.read();

        // The path of the file is no secret, and shown.
        assertThat(result.errors())
                .filteredOn(e -> !e.key().equals("config_file"))
                .hasSizeGreaterThan(20);
        assertThat(result.errors())
                .filteredOn(e -> !e.key().equals("config_file"))
                .noneMatch(e -> e.render().contains("hunter2"));
        assertThat(result.warnings()).hasSize(1).noneMatch(e -> e.render().contains("hunter2"));
    }

    @Test
    void startFailureAndLogLevelFallBackIfTheyAreWrongThemselves() {
        SettingsResult result = Given.minimum()
                .argument("on_start_failure=ignore,log_level=loud")
                .read();
        assertThat(result.exitOnStartFailure()).isTrue();
        assertThat(result.logLevel()).isEqualTo(AgentLog.Level.INFO);
        assertThat(result.errors()).extracting(Problem::key).containsExactly("on_start_failure", "log_level");
    }

    @Test
    void modeOffNeedsNothingElse() {
        SettingsResult result = Given.nothing().argument("mode=off").read();
        assertThat(result.mode()).isEqualTo(Settings.Mode.OFF);
        assertThat(result.settings()).isEmpty();
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void modeOffTurnsErrorsIntoWarnings() {
        SettingsResult result = Given.nothing()
                .argument("mode=off,log_level=loud")
                .environment("OAUTH2_CONFIG_FILE", "/missing")
                .read();
        assertThat(result.mode()).isEqualTo(Settings.Mode.OFF);
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).extracting(Problem::key).containsExactly("config_file", "log_level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENFORCE", "report", "Off", ""})
    void otherModeIsAnError(String mode) {
        onlyError(Given.minimum().environment("OAUTH2_MODE", mode).read(), "mode");
    }

    @ParameterizedTest
    @CsvSource({
        "jwks_cache_ttl, 1, 86400",
        "jwks_max_stale, 1, 604800",
        "jwks_cooldown, 1, 3600",
        "clock_skew, 0, 300",
        "token_cache_size, 0, 1000000",
        "max_token_size, 256, 65536",
        "wait_for_keys, 0, 60",
        "introspection_cache_ttl, 0, 3600",
        "max_token_age, 0, 31536000",
        "dpop_replay_size, 1000, 10000000"
    })
    void numbersHaveTheRangeThatTheirErrorNames(String key, int min, int max) {
        assertThat(Given.minimum().property("oauth2." + key, "" + min).read().errors())
                .isEmpty();
        assertThat(Given.minimum().property("oauth2." + key, "" + max).read().errors())
                .isEmpty();
        for (String wrong :
                new String[] {"" + (min - 1), "" + (max + 1), "9999999999", "-1", "+1", "1.5", "1 0", "٣", ""}) {
            Problem error =
                    onlyError(Given.minimum().property("oauth2." + key, wrong).read(), key);
            assertThat(error.message()).endsWith(" " + min + " to " + max);
        }
    }

    @Test
    void stalenessBelowTheCacheTimeIsAWarning() {
        SettingsResult result = Given.minimum().argument("jwks_max_stale=10").read();
        assertThat(result.settings()).isPresent();
        assertThat(result.warnings()).extracting(Problem::key).containsExactly("jwks_max_stale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on_start_failure", "allow_http", "log_level", "propagation", "client_id", "resource"})
    void emptyValueIsAnError(String key) {
        SettingsResult result = Given.minimum().property("oauth2." + key, " ").read();
        assertThat(result.settings()).isEmpty();
        assertThat(result.errors()).extracting(Problem::key).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1"})
    void allowHttpIsTrueOrFalse(String value) {
        onlyError(Given.minimum().argument("allow_http=" + value).read(), "allow_http");
    }

    @Test
    void reportModeIsTakenFromTheArgumentOrTheFileAlone() {
        assertThat(Given.minimum().argument("mode=report").settings().mode()).isEqualTo(Settings.Mode.REPORT);
        assertThat(Given.minimum().file("{\"mode\": \"report\"}").settings().mode())
                .isEqualTo(Settings.Mode.REPORT);
        assertThat(Given.onlyError(
                                Given.minimum()
                                        .environment("OAUTH2_MODE", "report")
                                        .read(),
                                "mode")
                        .message())
                .startsWith("is report, which is not taken from here");
        Given.onlyError(Given.minimum().property("oauth2.mode", "report").read(), "mode");
        // What is stronger may take it back.
        assertThat(Given.minimum()
                        .file("{\"mode\": \"report\"}")
                        .property("oauth2.mode", "enforce")
                        .settings()
                        .mode())
                .isEqualTo(Settings.Mode.ENFORCE);
    }

    @Test
    void whoDiagnosesIsToldWhatEnforcingWouldDo() {
        assertThat(Given.minimum()
                        .argument("mode=report")
                        .settings()
                        .forDiagnosis()
                        .mode())
                .isEqualTo(Settings.Mode.ENFORCE);
    }
}
