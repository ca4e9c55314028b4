package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The settings by which frameworks show the caller as their user. */
class FrameworkUsersTest {
    @Test
    void noFrameworkShowsTheCallerByDefault() {
        Settings settings = Given.minimum().settings();

        assertThat(settings.users()).isEqualTo(new FrameworkUsers(false, false, false, false));
        assertThat(settings.issuers().get(0).rolesConfigured()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"SERVLET_PRINCIPAL", "SPRING_SECURITY", "QUARKUS_IDENTITY", "MICRONAUT_PRINCIPAL"})
    void eachShowsNobodyWhereNoPathIsProtectedAndSaysSo(Key key) {
        Given given = Given.minimum().property("oauth2." + key.text(), "on");
        assertThat(given.read().warnings()).isEmpty();

        assertThat(given.property("oauth2.protected_routes", "none").read().warnings())
                .extracting(Problem::render)
                .containsExactly(key.text() + " (system property oauth2." + key.text()
                        + "): shows nobody, as no path is protected (protected_routes=none)");
    }

    @Test
    void rolesAreConfiguredAlsoIfTheyAreThoseOfTheDefault() {
        Settings settings = Given.minimum()
                .property("oauth2.roles_claim", Key.ROLES_CLAIM.byDefault())
                .settings();

        assertThat(settings.issuers().get(0).rolesConfigured()).isTrue();
    }
}
