package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An issuer that cannot be reached, and comes back. */
@ExtendWith(ServersExtension.class)
class KeyOutageTest {

    @Test
    @DisplayName(
            "G7: with known keys, tokens go on through an outage beyond the ttl; an unknown kid is 503 until its end")
    void knownKeysOutliveAnOutage(Servers servers) {
        try (KeyServer own = KeyServer.of(servers, 25, Map.of("jwks_cache_ttl", "1", "jwks_cooldown", "1"))
                .start()) {
            String known = own.token();
            own.assertAccepted(known);
            own.cutOff();
            int before = own.fetches();
            KeyServer.within(Duration.ofSeconds(4)).until(() -> {
                own.assertAccepted(known);
                own.assertAccepted(own.token());
                return own.fetches() >= before + 3;
            });
            own.assertUnavailable(own.tokenOfUnknownKey("nobody"));

            own.issuer.rotateKeys(true);
            String fresh = own.token();
            own.assertUnavailable(fresh);
            own.assertAccepted(known);
            own.reconnect();
            assertRecovers(own, fresh, Duration.ofSeconds(1));
            own.assertAccepted(known);
            own.assertRefused(own.tokenOfUnknownKey("nobody"));
        }
    }

    @Test
    @DisplayName("G7: keys that could not be fetched anew for longer than max-stale verify nothing more")
    void keysAreGivenUpAfterMaxStale(Servers servers) {
        Map<String, String> settings =
                Map.of("jwks_cache_ttl", "1", "jwks_max_stale", "2", "jwks_cooldown", "1", "wait_for_keys", "1");
        try (KeyServer own = KeyServer.of(servers, 25, settings).start()) {
            String known = own.token();
            own.assertAccepted(known);
            own.cutOff();
            Set<Integer> statuses = new TreeSet<>();
            KeyServer.within(Duration.ofSeconds(2)).until(() -> {
                int status = own.call(known).status();
                statuses.add(status);
                return status == 503;
            });
            assertThat(statuses).isSubsetOf(Set.of(200, 503));
            own.assertUnavailable(known);
            own.assertUnavailable(own.token());
            own.reconnect();
            assertRecovers(own, known, Duration.ofSeconds(1));
        }
    }

    @Test
    @DisplayName("G7: keys that can be had outlive an outage of the metadata beyond max-stale, and may rotate")
    void keysOutliveAnOutageOfTheMetadata(Servers servers) {
        Map<String, String> settings =
                Map.of("jwks_cache_ttl", "1", "jwks_max_stale", "1", "jwks_cooldown", "1", "wait_for_keys", "5");
        try (KeyServer own = KeyServer.of(servers, 25, settings).start()) {
            String known = own.token();
            own.assertAccepted(known);
            own.issuer.discovery().failWith(Fault.status(503));
            int before = own.issuer.discovery().requests();
            KeyServer.within(Duration.ofSeconds(3)).until(() -> {
                own.assertAccepted(known);
                return own.issuer.discovery().requests() >= before + 3;
            });
            own.issuer.rotateKeys(true);
            assertRecovers(own, own.token(), Duration.ofSeconds(1));
            own.issuer.discovery().recover();
        }
    }

    @Test
    @DisplayName("G7: an issuer that is down at the start gives 503, and tokens pass within a cool-down of its return")
    void coldOutageEnds(Servers servers) {
        try (KeyServer own = KeyServer.of(servers, 25, Map.of("wait_for_keys", "1"))) {
            own.cutOff();
            own.start();
            own.assertUnavailable(own.token());
            own.assertUnavailable(own.tokenOfUnknownKey("nobody"));
            own.reconnect();
            assertRecovers(own, own.token(), Duration.ofSeconds(10));
            own.assertRefused(own.tokenOfUnknownKey("nobody"));
        }
    }

    /** A 401 on the way would make clients throw good tokens away. */
    private static void assertRecovers(KeyServer own, String token, Duration promised) {
        Set<Integer> statuses = new TreeSet<>();
        KeyServer.within(promised).until(() -> {
            int status = own.call(token).status();
            statuses.add(status);
            return status == 200;
        });
        assertThat(statuses).isSubsetOf(Set.of(200, 503));
        own.assertAccepted(token);
    }
}
