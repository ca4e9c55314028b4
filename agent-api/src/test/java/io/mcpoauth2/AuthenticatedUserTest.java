package io.mcpoauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.bridge.UserKeys;
import io.mcpoauth2.test.TestUser;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatedUserTest {
    private static final Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");

    private static Map<String, Object> required() {
        Map<String, Object> user = new HashMap<>();
        user.put(UserKeys.SUBJECT, "s-1");
        user.put(UserKeys.ISSUER, "https://issuer.example");
        user.put(UserKeys.AUDIENCE, List.of("https://server.example/mcp"));
        user.put(UserKeys.SCOPES, Set.of("files:read"));
        user.put(UserKeys.ROLES, Set.of("admin"));
        user.put(UserKeys.EXPIRES_AT, EXPIRY);
        user.put(UserKeys.CLAIMS, Map.of("sub", "s-1"));
        return user;
    }

    @Test
    void keysAreThoseOfTheBridge() throws IllegalAccessException {
        Map<String, Object> ours = new HashMap<>();
        for (Field field : UserMap.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                ours.put(field.getName(), field.get(null));
            }
        }
        Map<String, Object> bridges = new HashMap<>();
        for (Field field : UserKeys.class.getFields()) {
            bridges.put(field.getName(), field.get(null));
        }
        assertThat(ours).isEqualTo(bridges);
    }

    @Test
    void everyValueOfTheMapIsReadByItsAccessor() {
        Map<String, Object> map = required();
        map.put(UserKeys.CLIENT_ID, "c-1");
        map.put(UserKeys.EMAIL, "e-1");
        map.put(UserKeys.NAME, "n-1");
        map.put(UserKeys.PREFERRED_USERNAME, "p-1");
        map.put(UserKeys.GIVEN_NAME, "g-1");
        map.put(UserKeys.FAMILY_NAME, "f-1");
        map.put(UserKeys.ISSUED_AT, EXPIRY.minusSeconds(60));

        AuthenticatedUser user = AuthenticatedUser.of(map);

        assertThat(user.subject()).isEqualTo("s-1");
        assertThat(user.issuer()).isEqualTo("https://issuer.example");
        assertThat(user.audience()).containsExactly("https://server.example/mcp");
        assertThat(user.clientId()).contains("c-1");
        assertThat(user.scopes()).containsExactly("files:read");
        assertThat(user.roles()).containsExactly("admin");
        assertThat(user.email()).contains("e-1");
        assertThat(user.name()).contains("n-1");
        assertThat(user.preferredUsername()).contains("p-1");
        assertThat(user.givenName()).contains("g-1");
        assertThat(user.familyName()).contains("f-1");
        assertThat(user.expiresAt()).isEqualTo(EXPIRY);
        assertThat(user.issuedAt()).contains(EXPIRY.minusSeconds(60));
        assertThat(user.claims()).isEqualTo(Map.of("sub", "s-1"));
    }

    @Test
    void absentOptionalValuesAreEmpty() {
        AuthenticatedUser user = AuthenticatedUser.of(required());

        assertThat(user.clientId()).isEmpty();
        assertThat(user.email()).isEmpty();
        assertThat(user.name()).isEmpty();
        assertThat(user.preferredUsername()).isEmpty();
        assertThat(user.givenName()).isEmpty();
        assertThat(user.familyName()).isEmpty();
        assertThat(user.issuedAt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "issuer", "audience", "scopes", "roles", "expiresAt", "claims"})
    void missingRequiredValueIsRefusedByName(String key) {
        Map<String, Object> map = required();
        map.remove(key);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticatedUser.of(map))
                .withMessageEndingWith(" " + key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "issuer", "audience", "scopes", "roles", "expiresAt", "claims", "email"})
    void valueOfAnotherTypeIsRefusedWithoutShowingIt(String key) {
        Map<String, Object> map = required();
        map.put(key, Optional.of("personal"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticatedUser.of(map))
                .withMessageEndingWith(" " + key)
                .withMessageNotContaining("personal");
    }

    @Test
    void elementOfAnotherTypeIsRefused() {
        Map<String, Object> map = required();
        map.put(UserKeys.SCOPES, Set.of(1));
        assertThatIllegalArgumentException().isThrownBy(() -> AuthenticatedUser.of(map));
    }

    @Test
    void laterChangesOfTheMapDoNotReachTheUser() {
        Map<String, Object> map = required();
        List<String> audience = new ArrayList<>(List.of("a"));
        map.put(UserKeys.AUDIENCE, audience);
        AuthenticatedUser user = AuthenticatedUser.of(map);

        audience.add("b");
        map.put(UserKeys.SUBJECT, "s-2");

        assertThat(user.audience()).containsExactly("a");
        assertThat(user.subject()).isEqualTo("s-1");
    }

    @Test
    void collectionsCannotBeChanged() {
        AuthenticatedUser user = AuthenticatedUser.of(required());
        assertThatThrownBy(() -> user.scopes().add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> user.roles().add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> user.audience().add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> user.claims().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void scopesAndRolesAreComparedExactly() {
        AuthenticatedUser user = AuthenticatedUser.of(required());
        assertThat(user.hasScope("files:read")).isTrue();
        assertThat(user.hasScope("files")).isFalse();
        assertThat(user.hasScope("FILES:READ")).isFalse();
        assertThat(user.hasRole("admin")).isTrue();
        assertThat(user.hasRole("Admin")).isFalse();
    }

    @Test
    void sameSubjectOfAnotherIssuerIsAnotherUser() {
        AuthenticatedUser user = TestUser.withSubject("s-1").build();
        assertThat(user).isEqualTo(TestUser.withSubject("s-1").build());
        assertThat(user).hasSameHashCodeAs(TestUser.withSubject("s-1").build());
        assertThat(user)
                .isNotEqualTo(TestUser.withSubject("s-1")
                        .issuer("https://other.example")
                        .build());
        assertThat(user).isNotEqualTo(TestUser.withSubject("s-1").scopes("x").build());
    }

    @Test
    void textHoldsNoPersonalData() {
        AuthenticatedUser user = TestUser.withSubject("private-sub")
                .email("private-mail")
                .name("private-name")
                .preferredUsername("private-user")
                .givenName("private-given")
                .familyName("private-family")
                .claim("phone_number", "private-phone")
                .build();
        assertThat(user.toString()).contains("https://issuer.example").doesNotContain("private");
    }
}
