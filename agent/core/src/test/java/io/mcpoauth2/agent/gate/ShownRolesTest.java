package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Roles that an application's framework is shown. */
class ShownRolesTest {
    private static final Map<String, Object> ALICE =
            Map.of(UserKeys.ISSUER, "https://as.example", UserKeys.ROLES, Set.of("operator"));

    @Test
    void rolesOfTheDefaultClaimsAreNotShown() {
        assertThat(new ShownRoles(TestSettings.defaults().build()).of(ALICE)).isEmpty();
    }

    @Test
    void rolesOfAConfiguredClaimAreShownOfItsIssuerOnly() {
        ShownRoles roles = new ShownRoles(
                TestSettings.defaults().with("roles_claim", "roles").build());

        assertThat(roles.of(ALICE)).containsExactly("operator");
        assertThat(roles.of(Map.of(UserKeys.ISSUER, "https://other.example", UserKeys.ROLES, Set.of("operator"))))
                .isEmpty();
    }
}
