package io.mcpoauth2.agent.token;

import static io.mcpoauth2.agent.token.TestToken.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.bridge.UserKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UserClaimsTest {
    private final TestValidator validator = new TestValidator();

    @Test
    void userHasEveryKeyOfTheContract() {
        Map<String, Object> user = validator
                .accepts(TestToken.valid()
                        .claim("client_id", "\"client\"")
                        .claim("azp", "\"other\"")
                        .claim("scope", "\"a b\"")
                        .claim("roles", "[\"admin\"]")
                        .claim("email", "\"e@x.example\"")
                        .claim("name", "\"N\"")
                        .claim("preferred_username", "\"p\"")
                        .claim("given_name", "\"g\"")
                        .claim("family_name", "\"f\"")
                        .claim("odd", "[null,{\"x\":null,\"y\":1}]")
                        .claim("empty", "null"))
                .user();
        assertThat(user)
                .containsEntry(UserKeys.SUBJECT, "user-1")
                .containsEntry(UserKeys.ISSUER, "https://as.example")
                .containsEntry(UserKeys.AUDIENCE, List.of("https://mcp.example/mcp"))
                .containsEntry(UserKeys.CLIENT_ID, "client")
                .containsEntry(UserKeys.SCOPES, Set.of("a", "b"))
                .containsEntry(UserKeys.ROLES, Set.of("admin"))
                .containsEntry(UserKeys.EMAIL, "e@x.example")
                .containsEntry(UserKeys.NAME, "N")
                .containsEntry(UserKeys.PREFERRED_USERNAME, "p")
                .containsEntry(UserKeys.GIVEN_NAME, "g")
                .containsEntry(UserKeys.FAMILY_NAME, "f")
                .containsEntry(UserKeys.EXPIRES_AT, NOW.plusSeconds(300))
                .containsEntry(UserKeys.ISSUED_AT, NOW);
        assertThat(user)
                .extractingByKey(UserKeys.CLAIMS, InstanceOfAssertFactories.MAP)
                .containsEntry("odd", List.of(Map.of("y", 1L)))
                .doesNotContainKey("empty");
        assertThatThrownBy(user::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void absentClaimsAreAbsentKeys() {
        assertThat(validator.accepts(TestToken.valid().claim("email", "5")).user())
                .containsOnlyKeys(
                        UserKeys.SUBJECT,
                        UserKeys.ISSUER,
                        UserKeys.AUDIENCE,
                        UserKeys.SCOPES,
                        UserKeys.ROLES,
                        UserKeys.EXPIRES_AT,
                        UserKeys.ISSUED_AT,
                        UserKeys.CLAIMS)
                .containsEntry(UserKeys.SCOPES, Set.of())
                .containsEntry(UserKeys.ROLES, Set.of())
                .doesNotContainKey(UserKeys.EMAIL);
    }

    @Test
    @DisplayName("E8 scopes come from scope and scp, as text or array, and are whole words")
    void scopesAreReadInEveryForm() {
        assertThat(scopes("scope", "\" a  b \"")).containsExactly("a", "b");
        assertThat(scopes("scope", "[\"a\",\"b\",5,\"\"]")).containsExactly("a", "b");
        assertThat(scopes("scp", "\"a files:readwrite\"")).containsExactly("a", "files:readwrite");
        assertThat(scopes("scp", "[\"A\"]")).containsExactly("A");
        assertThat(scopes("scope", "5")).isEmpty();
        assertThat(scopes("scope", "\"a\\tb\"")).containsExactly("a\tb");
    }

    @Test
    void clientIdMayComeFromAzp() {
        assertThat(validator.accepts(TestToken.valid().claim("azp", "\"c\"")).user())
                .containsEntry(UserKeys.CLIENT_ID, "c");
    }

    @Test
    void rolesComeFromTheFirstPlaceThatHasSome() {
        String nested = "{\"roles\":[\"x\",\"y\"]}";
        assertThat(roles(validator, TestToken.valid().claim("realm_access", nested)))
                .containsExactly("x", "y");
        assertThat(roles(
                        validator,
                        TestToken.valid().claim("realm_access", nested).claim("roles", "[\"z\"]")))
                .containsExactly("z");
        assertThat(roles(
                        validator,
                        TestToken.valid().claim("realm_access", nested).claim("roles", "[]")))
                .containsExactly("x", "y");
        assertThat(roles(validator, TestToken.valid().claim("realm_access", "\"x\"")))
                .isEmpty();
        assertThat(roles(validator, TestToken.valid().claim("roles", "\"single\"")))
                .containsExactly("single");
    }

    @Test
    void rolesClaimMayHaveDotsInItsName() {
        TestValidator named = new TestValidator(TestSettings.defaults().with("roles_claim", "https://x.example/roles"));
        assertThat(roles(named, TestToken.valid().claim("https://x.example/roles", "[\"r\"]")))
                .containsExactly("r");
    }

    @Test
    void rolesClaimFindsTheClientsOfKeycloakWhateverTheirNames() {
        for (String client : List.of("mcp-server", "mcp.example", "https://mcp.example/mcp", "a.roles")) {
            TestValidator ofClient = new TestValidator(
                    TestSettings.defaults().with("roles_claim", "resource_access." + client + ".roles"));
            assertThat(roles(
                            ofClient,
                            TestToken.valid()
                                    .claim(
                                            "resource_access",
                                            "{\"mcp\":{\"roles\":[\"y\"]},\"" + client + "\":{\"roles\":[\"x\"]}}")))
                    .containsExactly("x");
            assertThat(roles(ofClient, TestToken.valid().claim("resource_access", "{\"mcp\":{\"roles\":[\"y\"]}}")))
                    .isEmpty();
        }
    }

    @Test
    void rolesClaimMayHaveAColonInItsName() {
        TestValidator cognito = new TestValidator(TestSettings.defaults().with("roles_claim", "cognito:groups"));
        assertThat(roles(cognito, TestToken.valid().claim("cognito:groups", "[\"r\"]")))
                .containsExactly("r");
    }

    @Test
    @DisplayName("R10 a verdict says nothing of its user when it is printed")
    void verdictPrintsNothingOfTheUser() {
        Verdict.Valid verdict = validator.accepts(TestToken.valid()
                .claim("sub", "\"secret-subject\"")
                .claim("email", "\"secret@example.com\"")
                .claim("name", "\"Secret Name\""));

        assertThat(verdict.user().values()).contains("secret-subject", "secret@example.com", "Secret Name");
        assertThat(verdict.toString()).doesNotContainIgnoringCase("secret");
        assertThat(verdict.user().toString()).doesNotContainIgnoringCase("secret");
        assertThat(Objects.toString(verdict.user().get(UserKeys.CLAIMS))).doesNotContainIgnoringCase("secret");
    }

    private Iterable<Object> scopes(String claim, String value) {
        return texts(validator.accepts(TestToken.valid().claim(claim, value)), UserKeys.SCOPES);
    }

    private static Iterable<Object> roles(TestValidator validator, TestToken token) {
        return texts(validator.accepts(token), UserKeys.ROLES);
    }

    private static Iterable<Object> texts(Verdict.Valid verdict, String key) {
        Object texts = verdict.user().getOrDefault(key, Set.of());
        assertThat(texts).isInstanceOf(Set.class);
        return new ArrayList<>((Set<?>) texts);
    }
}
