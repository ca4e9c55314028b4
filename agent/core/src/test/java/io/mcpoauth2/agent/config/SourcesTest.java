package io.mcpoauth2.agent.config;

import static io.mcpoauth2.agent.config.Given.onlyError;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static Given everywhere() {
        return Given.minimum()
                .argument("clock_skew=1")
                .property("oauth2.clock_skew", "2")
                .property("oauth2.wait_for_keys", "2")
                .environment("OAUTH2_CLOCK_SKEW", "3")
                .environment("OAUTH2_WAIT_FOR_KEYS", "3")
                .environment("OAUTH2_JWKS_COOLDOWN", "3")
                .file("{\"clock_skew\":4,\"wait_for_keys\":4,\"jwks_cooldown\":4,\"jwks_cache_ttl\":4}");
    }

    @Test
    void argumentBeatsPropertyBeatsEnvironmentBeatsFile() {
        Settings settings = everywhere().settings();
        assertThat(settings.clockSkew()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.waitForKeys()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.jwksCooldown()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.jwksCacheTtl()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void weakerValueThatIsOverruledNeedNotBeRight() {
        assertThat(everywhere()
                        .environment("OAUTH2_CLOCK_SKEW", "soon")
                        .settings()
                        .clockSkew())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource
    void environmentVariableIsTheKeyInCapitals(Key key) {
        assertThat(Key.ofEnvironment(key.text().toUpperCase(Locale.ROOT))).isEqualTo(key);
        assertThat(Key.of(key.text())).isEqualTo(key);
    }

    @Test
    void unknownVariableAndPropertyAreWarnings() {
        SettingsResult result = Given.minimum()
                .environment("OAUTH2_PROXY_PORT", "secret-1")
                .environment("OAUTH2_clock_skew", "1")
                .property("oauth2.clock-skew", "secret-2")
                .environment("oauth2_clock_skew", "not ours")
                .property("oauth2", "not ours")
                .read();
        assertThat(result.settings()).isPresent();
        assertThat(result.warnings())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder("OAUTH2_PROXY_PORT", "OAUTH2_clock_skew", "oauth2.clock-skew");
        assertThat(result.warnings()).noneMatch(warning -> warning.render().contains("secret"));
    }

    @Test
    @DisplayName("C7: the source of each setting is told, and no value")
    void givenSettingsAreNamedWithTheirSource() {
        SettingsResult result = everywhere()
                .environment("OAUTH2_CLIENT_SECRET", "hidden-1")
                .property("oauth2.introspection", "opaque")
                .argument("client_id=hidden-2,scopes=hidden-3")
                .read();
        assertThat(result.given())
                .containsExactly(
                        "issuer (OAUTH2_ISSUER)",
                        "audience (OAUTH2_AUDIENCE)",
                        "client_id (agent argument)",
                        "introspection (-Doauth2.introspection)",
                        "client_secret (OAUTH2_CLIENT_SECRET)",
                        "jwks_cache_ttl (file /etc/agent.json)",
                        "jwks_cooldown (OAUTH2_JWKS_COOLDOWN)",
                        "scopes (agent argument)",
                        "clock_skew (-Doauth2.clock_skew)",
                        "wait_for_keys (-Doauth2.wait_for_keys)",
                        "config_file (OAUTH2_CONFIG_FILE)");
        assertThat(result.settings()).isPresent();
    }

    @Test
    @DisplayName("C7: what a section sets is told, too")
    void settingsOfSectionsAreNamedWithTheirSource() {
        SettingsResult result = Given.nothing()
                .environment("OAUTH2_AUDIENCE", "https://server.example/mcp")
                .file("{\"issuers\":[{\"issuer\":\"https://one.example\"},"
                        + "{\"issuer\":\"https://two.example\",\"algorithms\":\"ES256\"}]}")
                .read();
        assertThat(result.given())
                .containsExactly(
                        "audience (OAUTH2_AUDIENCE)",
                        "config_file (OAUTH2_CONFIG_FILE)",
                        "issuer (file /etc/agent.json, issuers[0])",
                        "issuer (file /etc/agent.json, issuers[1])",
                        "algorithms (file /etc/agent.json, issuers[1])");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("C7: with another prefix, variables beginning OAUTH2_ are not looked at")
    void otherPrefixHidesForeignVariables(boolean byArgument) {
        Given given = Given.nothing()
                .environment("MCP_AUTH_ISSUER", "https://issuer.example")
                .environment("MCP_AUTH_AUDIENCE", "https://server.example/mcp")
                .environment("MCP_AUTH_PROXY_PORT", "4180")
                .environment("OAUTH2_SCOPES", "read,write")
                .environment("OAUTH2_MODE", "off")
                .environment("OAUTH2_PROXY_PORT", "4180");
        SettingsResult result = (byArgument
                        ? given.argument("env_prefix=MCP_AUTH_")
                        : given.property("oauth2.env_prefix", "MCP_AUTH_"))
                .read();
        assertThat(result.mode()).isEqualTo(Settings.Mode.ENFORCE);
        assertThat(result.settings())
                .hasValueSatisfying(settings -> assertThat(settings.scopes()).isEmpty());
        assertThat(result.warnings()).extracting(Problem::key).containsExactly("MCP_AUTH_PROXY_PORT");
        assertThat(result.given()).contains("issuer (MCP_AUTH_ISSUER)");
    }

    @Test
    @DisplayName("C7: what is missing is asked for by the prefix that was chosen")
    void missingSettingIsNamedByThePrefix() {
        SettingsResult result = Given.minimum().argument("env_prefix=MCP_").read();
        assertThat(String.join("\n", result.render()))
                .contains("MCP_ISSUER", "MCP_AUDIENCE")
                .doesNotContain("OAUTH2_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "MCP", "_", "mcp_", "1MCP_", "MCP-_", "M CP_", "MCP.", "*", "OAUTH2"})
    @DisplayName("C7: a wrong prefix is an error, and no variable is read by it or by another")
    void wrongPrefixIsAnError(String prefix) {
        SettingsResult result = Given.minimum()
                .environment("OAUTH2_MODE", "off")
                .property("oauth2.env_prefix", prefix)
                .read();
        assertThat(result.mode()).isEqualTo(Settings.Mode.ENFORCE);
        assertThat(result.settings()).isEmpty();
        assertThat(result.errors()).extracting(Problem::key).contains("env_prefix");
    }

    @Test
    @DisplayName("C7: the prefix is not taken from a variable or a file")
    void prefixIsChosenOutsideOfWhatItIsAbout() {
        onlyError(Given.minimum().environment("OAUTH2_ENV_PREFIX", "MCP_").read(), "env_prefix");
        onlyError(Given.minimum().file("{\"env_prefix\":\"MCP_\"}").read(), "env_prefix");
    }

    @Test
    void whatTheLocaleHasLostIsAnErrorButInAFile() {
        assertThat(Given.minimum()
                        .environment("OAUTH2_ROLES_CLAIM", "r\uFFFDles")
                        .read()
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.render())
                        .contains("roles_claim (environment variable OAUTH2_ROLES_CLAIM)", "LC_ALL")
                        .doesNotContain("\uFFFD"));
        assertThat(Given.minimum()
                        .file("{\"roles_claim\":\"r\uFFFDles\"}")
                        .settings()
                        .issuers())
                .hasSize(1);
    }

    @Test
    void propertyDefaultsCountAndForeignObjectsDoNotDisturb() {
        Properties defaults = new Properties();
        defaults.setProperty("oauth2.mode", "off");
        Properties properties = new Properties(defaults);
        properties.put(1, new Object());
        SettingsResult result = new SettingsReader(null, Map.of(), properties, path -> {
                    throw new AssertionError("no file is configured");
                })
                .read();
        assertThat(result.mode()).isEqualTo(Settings.Mode.OFF);
    }

    @Test
    void fileIsNamedByArgumentAndPropertyToo() {
        String json = "{\"clock_skew\":4}";
        assertThat(Given.minimum()
                        .file(json)
                        .environment("OAUTH2_CONFIG_FILE", "/missing")
                        .argument("config_file=" + Given.FILE)
                        .settings()
                        .clockSkew())
                .isEqualTo(Duration.ofSeconds(4));
        assertThat(Given.minimum()
                        .file(json)
                        .environment("OAUTH2_CONFIG_FILE", "/missing")
                        .property("oauth2.config_file", Given.FILE)
                        .settings()
                        .clockSkew())
                .isEqualTo(Duration.ofSeconds(4));
    }
}
