package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
