package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of which the outcome is a matter of settings, each on a server that has them. */
@ExtendWith(ServersExtension.class)
class SettingsRowsTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("B2: where this server has to be the sole audience, a token for others too is refused")
    void tokenForOthersTooIsRefused(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 17, Map.of("sole_audience", "true")).start()) {
            own.assertAccepted(own.token());
            own.assertRefused(
                    own.issuer.mint(TokenSpec.valid().audience(Servers.AUDIENCE, "https://other.example.com")));
        }
    }

    @Test
    @DisplayName("B4: the audience with a slash is another one, unless it is listed")
    void audienceWithASlashIsAcceptedWhereListed(Servers servers) {
        String both = Servers.AUDIENCE + "," + Servers.AUDIENCE + "/";
        try (KeyServer own = KeyServer.of(servers, 17, Map.of("audience", both, "resource", Servers.AUDIENCE))
                .start()) {
            own.assertAccepted(own.issuer.mint(TokenSpec.valid().audience(Servers.AUDIENCE + "/")));
            own.assertRefused(own.issuer.mint(TokenSpec.valid().audience(Servers.AUDIENCE + "//")));
        }
    }

    @ParameterizedTest(name = "B8: the audience {0} is a configuration error, and the server does not start")
    @ValueSource(strings = {"*", "https://*.example.com/mcp", "https://mcp.example.com/*"})
    void wildcardAudienceIsAConfigurationError(String audience) {
        ProcessExit exit = ServerKind.SDK2_TOMCAT11
                .process(false, Transport.STATELESS)
                .jdk(17)
                .agent(
                        Artifacts.agentJar(),
                        Map.of("issuer", "https://as.example.com", "resource", Servers.AUDIENCE, "audience", audience))
                .runToExit(TimeLimit.OF_A_WAIT);
        assertThat(exit.code()).isEqualTo(78);
        assertThat(exit.stdout()).isEmpty();
        assertThat(exit.stderr()).contains("audience (agent argument): has a wildcard");
    }

    @Test
    @DisplayName("D3: where only at+jwt is accepted, a token without typ or of typ JWT is refused")
    void untypedTokenIsRefusedWhereStrict(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 17, Map.of("token_types", "at+jwt")).start()) {
            own.assertAccepted(own.token());
            own.assertRefused(own.issuer.mint(TokenSpec.valid().withoutHeader("typ")));
            own.assertRefused(own.issuer.mint(TokenSpec.valid().type("JWT")));
            own.assertRefused(own.issuer.mint(TokenSpec.valid().without("iat")));
        }
    }

    @Test
    @DisplayName("E4: a token that is older than max_token_age is refused, whatever its expiry")
    void oldTokenIsRefused(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 17, Map.of("max_token_age", "3600")).start()) {
            own.assertAccepted(
                    own.issuer.mint(TokenSpec.valid().issuedAt(Instant.now().minus(Duration.ofMinutes(59)))));
            own.assertRefused(
                    own.issuer.mint(TokenSpec.valid().issuedAt(Instant.now().minus(Duration.ofMinutes(62)))));
            own.assertRefused(own.issuer.mint(TokenSpec.valid().without("iat")));
        }
    }

    @Test
    @DisplayName("E7: where a user is required, a client's own token is 403 without a challenge")
    void clientsOwnTokenIsForbiddenWhereAUserIsRequired(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 17, Map.of("require_user", "true")).start()) {
            own.assertAccepted(own.token());
            long before = own.server().executions();
            HttpAnswer answer =
                    own.call(own.issuer.mint(TokenSpec.valid().subject("client").clientId("client")));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().path("code").asText()).isEqualTo("INSUFFICIENT_PERMISSIONS");
            assertThat(answer.headers("WWW-Authenticate")).isEmpty();
            assertThat(own.server().executions()).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("A2: an algorithm that needs a shared secret cannot be configured")
    void sharedSecretAlgorithmIsAConfigurationError() {
        ProcessExit exit = ServerKind.SDK2_TOMCAT11
                .process(false, Transport.STATELESS)
                .jdk(17)
                .agent(
                        Artifacts.agentJar(),
                        Map.of("issuer", "https://as.example.com", "audience", Servers.AUDIENCE, "algorithms", "HS256"))
                .runToExit(TimeLimit.OF_A_WAIT);
        assertThat(exit.code()).isEqualTo(78);
        assertThat(exit.stderr()).contains("algorithms (agent argument)");
    }

    @Test
    @DisplayName("G10: a token or subject that is written into the deny-list is refused, and accepted when it is gone")
    void denyListIsWatched(Servers servers) throws Exception {
        Path list = Files.writeString(folder.resolve("deny"), "# nobody\n");
        try (KeyServer own =
                KeyServer.of(servers, 25, Map.of("deny_list", list.toString())).start()) {
            String alice = own.issuer.mint(TokenSpec.valid().subject("alice").claim("jti", "one"));
            String bob = own.issuer.mint(TokenSpec.valid().subject("bob").claim("jti", "two"));
            own.assertAccepted(alice);
            own.assertAccepted(bob);
            Files.writeString(list, "sub " + own.issuer.issuer() + " alice\n");
            KeyServer.within(Duration.ofSeconds(1)).until(() -> own.call(alice).status() == 401);
            own.assertRefused(alice);
            own.assertAccepted(bob);
            Files.writeString(list, "jti two\n");
            KeyServer.within(Duration.ofSeconds(1)).until(() -> own.call(bob).status() == 401);
            own.assertRefused(bob);
            own.assertAccepted(alice);
            Files.delete(list);
            own.assertRefused(bob);
            Files.writeString(list, "");
            KeyServer.within(Duration.ofSeconds(1)).until(() -> own.call(bob).status() == 200);
            assertThat(own.server().process().stderr()).doesNotContain("alice", "two");
        }
    }
}
