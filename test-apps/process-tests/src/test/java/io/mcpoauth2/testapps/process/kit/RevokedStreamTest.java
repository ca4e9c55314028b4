package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import io.mcpoauth2.testapps.process.expiry.OpenStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is open when its token no longer stands, although it has not expired. */
@ExtendWith(ServersExtension.class)
@Timeout(90)
class RevokedStreamTest {
    private static final String ENDLESS = "/stream?events=100000&interval=20";
    private static final Duration PROMISED = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("F7: the deny-list ends what is open")
    void denyListEndsStreams(Servers servers) throws IOException {
        Path list = Files.writeString(folder.resolve("deny"), "# nobody\n");
        try (KeyServer own =
                KeyServer.of(servers, 25, Map.of("deny_list", list.toString())).start()) {
            try (OpenStream alice =
                            open(own, "GET", own.issuer.mint(TokenSpec.valid().subject("alice")));
                    OpenStream bob =
                            open(own, "GET", own.issuer.mint(TokenSpec.valid().subject("bob")))) {
                assertGoesOn(alice);
                Files.writeString(list, "sub " + own.issuer.issuer() + " alice\n");
                KeyServer.within(PROMISED).until(alice::isDisconnected);
                assertGoesOn(bob);
            }
        }
    }

    @Test
    @DisplayName("F7: a key that its issuer has withdrawn ends what is open by it")
    void withdrawnKeyEndsStreams(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 17, Map.of("jwks_cache_ttl", "1")).start()) {
            try (OpenStream before = open(own, "GET", own.token())) {
                assertGoesOn(before);
                own.issuer.rotateKeys(false);
                KeyServer.within(PROMISED.plusSeconds(1)).until(before::isDisconnected);
                try (OpenStream after = open(own, "GET", own.token())) {
                    assertGoesOn(after);
                }
            }
        }
    }

    @Test
    @DisplayName("F7, G10: the issuer is asked again about what is open, and ends it by its word")
    void inactiveTokenEndsStreams(Servers servers) {
        Map<String, String> settings = new HashMap<>(KeyServer.INTROSPECTION);
        settings.put("introspection_cache_ttl", "1");
        try (KeyServer own = KeyServer.of(servers, 25, settings).start()) {
            own.issuer.introspectAs("alices", OpaqueTokenTest.active(own));
            own.issuer.introspectAs("bobs", OpaqueTokenTest.active(own));
            try (OpenStream alice = open(own, "GET", "alices");
                    OpenStream bob = open(own, "GET", "bobs")) {
                assertGoesOn(alice);
                own.issuer.introspectAs("alices", Map.of("active", false));
                KeyServer.within(PROMISED.plusSeconds(1)).until(alice::isDisconnected);
                assertGoesOn(bob);
            }
        }
    }

    @Test
    @DisplayName("C6: an answer may go on for its grace after the token's expiry, but not when it is denied")
    void answerGoesOnForItsGrace(Servers servers) throws IOException {
        Path list = Files.writeString(folder.resolve("deny"), "# nobody\n");
        Map<String, String> settings = Map.of("deny_list", list.toString(), "clock_skew", "0", "expiry_grace", "3600");
        try (KeyServer own = KeyServer.of(servers, 17, settings).start()) {
            String token = own.issuer.mint(
                    TokenSpec.valid().subject("alice").expiresAt(Instant.now().plusSeconds(6)));
            try (OpenStream listening = open(own, "GET", token);
                    OpenStream answer = open(own, "POST", token)) {
                assertGoesOn(answer);
                KeyServer.within(Duration.ofSeconds(8)).until(listening::isDisconnected);
                assertGoesOn(answer);
                own.assertRefused(token);
                Files.writeString(list, "sub alice\n");
                KeyServer.within(PROMISED).until(answer::isDisconnected);
            }
        }
    }

    private static OpenStream open(KeyServer own, String method, String token) {
        String body = method.equals("POST") ? "{}" : null;
        return OpenStream.open(
                own.server(), TestServer.request(method, ENDLESS, body, "Authorization: Bearer " + token));
    }

    /** More comes than has come. */
    private static void assertGoesOn(OpenStream stream) {
        int seen = stream.text().length();
        KeyServer.within(Duration.ofSeconds(1)).until(() -> stream.text().length() > seen + 100);
        assertThat(stream.hasEnded()).isFalse();
    }
}
