package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An issuer changes its keys while its tokens are used. */
@ExtendWith(ServersExtension.class)
class KeyRotationTest {

    @ParameterizedTest(name = "G2: on {0}, the first token of a new key is accepted, after one fetch of the keys")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void firstTokenOfNewKeyIsAccepted(int jdk, Servers servers) {
        try (KeyServer own = KeyServer.of(servers, jdk, Map.of()).start()) {
            String old = own.token();
            own.assertAccepted(old);
            int before = own.issuer.jwks().requests();
            own.issuer.rotateKeys(true);
            own.assertAccepted(own.token());
            assertThat(own.issuer.jwks().requests()).isEqualTo(before + 1);
            own.assertAccepted(own.token());
            own.assertAccepted(old);
            assertThat(own.issuer.jwks().requests()).isEqualTo(before + 1);
        }
    }

    @Test
    @DisplayName("G3: a removed key's tokens, also those known as good, are refused within the ttl of the keys")
    void tokensOfRemovedKeyAreRefusedWithinTheTtl(Servers servers) {
        try (KeyServer own = KeyServer.of(servers, 25, Map.of("jwks_cache_ttl", "2", "jwks_cooldown", "1"))
                .start()) {
            SigningKey oldKey = own.issuer.signingKey();
            String known = own.token();
            own.assertAccepted(known);
            own.issuer.rotateKeys(true);
            own.assertAccepted(own.issuer.mint(TokenSpec.valid().signedWith(oldKey)));

            own.issuer
                    .jwks()
                    .failWith(Fault.json(
                            Map.of("keys", List.of(own.issuer.signingKey().publicJwk()))));
            KeyServer.within(Duration.ofSeconds(2)).until(() -> own.call(known).status() == 401);
            own.assertRefused(known);
            own.assertRefused(own.issuer.mint(TokenSpec.valid().signedWith(oldKey)));
            own.assertAccepted(own.token());
        }
    }

    @Test
    @DisplayName("G1: 10,000 unknown kids cause one fetch a cool-down, each is refused, and good tokens pass")
    void unknownKidsCauseFewFetches(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 25, Map.of("jwks_cooldown", "2")).start()) {
            String known = own.token();
            own.assertAccepted(known);
            Compact good = Compact.of(own.token());
            int before = own.fetches();
            long start = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"nobody-" + i + "\"}";
                String encoded = Base64Url.encode(header.getBytes(StandardCharsets.UTF_8));
                assertThat(own.call(good.header(encoded).toString()).status()).isEqualTo(401);
                if (i % 100 == 0) {
                    own.assertAccepted(known);
                }
            }
            long executions = own.server().executions();
            assertThat(executions).isEqualTo(101);
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(own.server().executions()).isEqualTo(executions);
            assertThat(own.fetches() - before).isBetween(1, (int) (seconds / 2) + 2);
            own.assertAccepted(own.token());

            // And the flood does not keep a key that is published meanwhile out for longer than the cool-down.
            own.issuer.rotateKeys(true);
            String fresh = own.token();
            KeyServer.within(Duration.ofSeconds(2)).until(() -> own.call(fresh).status() == 200);
        }
    }
}
