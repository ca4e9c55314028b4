package io.mcpoauth2.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Row E7: whose tokens are a user's, by what real issuers write. */
class RequiredUserTest {
    private static final String SERVER = "https://mcp.example/mcp";
    private static final String OBJECT = "72243241-f194-45f3-987d-eeb347b83b69";

    static Stream<Arguments> clients() {
        return Stream.of(
                Arguments.of("RFC 9068", identity("client", "client", SERVER, Map.of())),
                Arguments.of(
                        "Auth0", identity("client@clients", "client", SERVER, Map.of("gty", "client-credentials"))),
                Arguments.of("Auth0, RFC 9068 profile", identity("client@clients", "client", SERVER, Map.of())),
                Arguments.of(
                        "Entra ID with idtyp",
                        identity(OBJECT, "client", SERVER, Map.of("oid", OBJECT, "idtyp", "app"))),
                Arguments.of(
                        "Entra ID without idtyp",
                        identity(OBJECT, "client", SERVER, Map.of("oid", OBJECT, "roles", List.of("Mcp.Call")))),
                Arguments.of(
                        "Keycloak",
                        identity("u-1", "Client", SERVER, Map.of("preferred_username", "service-account-client"))),
                Arguments.of("Spring Authorization Server", identity("client", null, "client", Map.of())));
    }

    static Stream<Arguments> users() {
        return Stream.of(
                Arguments.of("RFC 9068", identity("alice", "client", SERVER, Map.of())),
                Arguments.of("Auth0", identity("auth0|1@clients", "client", SERVER, Map.of("gty", "password"))),
                Arguments.of(
                        "Entra ID", identity("pairwise", "client", SERVER, Map.of("oid", OBJECT, "scp", "mcp.use"))),
                Arguments.of(
                        "an issuer whose subject is the object id",
                        identity(OBJECT, "client", SERVER, Map.of("oid", OBJECT, "scp", "mcp.use"))),
                Arguments.of(
                        "Keycloak, a user named after another client",
                        identity("u-1", "client", SERVER, Map.of("preferred_username", "service-account-client2"))),
                Arguments.of("Spring Authorization Server", identity("alice", null, "client", Map.of())));
    }

    @ParameterizedTest(name = "E7: {0}, a client")
    @MethodSource("clients")
    void clientWithATokenForItselfIsNoUser(String issuer, RequestIdentity identity) {
        assertThat(RequiredUser.isMissingIn(identity.user())).isTrue();
    }

    @ParameterizedTest(name = "E7: {0}, a user")
    @MethodSource("users")
    void tokenOfAUserIsOne(String issuer, RequestIdentity identity) {
        assertThat(RequiredUser.isMissingIn(identity.user())).isFalse();
    }

    @Test
    @DisplayName("E7: an identity without a subject is no user")
    void identityWithoutASubjectIsNoUser() {
        assertThat(RequiredUser.isMissingIn(Map.of())).isTrue();
    }

    private static RequestIdentity identity(
            String subject, @Nullable String client, String audience, Map<String, Object> claims) {
        Map<String, Object> user = new HashMap<>();
        user.put(UserKeys.SUBJECT, subject);
        user.put(UserKeys.AUDIENCE, List.of(audience));
        user.put(UserKeys.CLAIMS, claims);
        if (client != null) {
            user.put(UserKeys.CLIENT_ID, client);
        }
        return new RequestIdentity(Map.copyOf(user));
    }
}
