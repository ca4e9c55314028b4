package io.mcpoauth2.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequiredUserTest {
    @Test
    @DisplayName("E7 a token of a client for itself is recognised as its issuer marks it")
    void clientsOwnTokenIsRecognised() {
        assertThat(isMissing("client", Map.of())).isTrue();
        assertThat(isMissing("x@clients", Map.of("gty", "client-credentials"))).isTrue();
        assertThat(isMissing("0b1c", Map.of("idtyp", "app"))).isTrue();
        assertThat(isMissing("0b1c", Map.of("preferred_username", "service-account-client")))
                .isTrue();
    }

    @Test
    @DisplayName("E7 a user's token is none of these")
    void usersTokenIsNotMistaken() {
        assertThat(isMissing("alice", Map.of("gty", "password", "idtyp", "user", "preferred_username", "alice")))
                .isFalse();
        assertThat(isMissing("alice", Map.of("preferred_username", "service-account-other")))
                .isFalse();
        assertThat(RequiredUser.isMissingIn(new RequestIdentity(Map.of(UserKeys.SUBJECT, "alice"))))
                .isFalse();
    }

    @Test
    @DisplayName("E7 an identity without a subject is nobody")
    void identityWithoutSubjectIsNoUser() {
        assertThat(RequiredUser.isMissingIn(RequestIdentity.NOBODY)).isTrue();
    }

    private static boolean isMissing(String subject, Map<String, Object> claims) {
        return RequiredUser.isMissingIn(new RequestIdentity(
                Map.of(UserKeys.SUBJECT, subject, UserKeys.CLIENT_ID, "client", UserKeys.CLAIMS, claims)));
    }
}
