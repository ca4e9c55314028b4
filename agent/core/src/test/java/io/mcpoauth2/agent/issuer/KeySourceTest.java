package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeySourceTest {
    private static final String FIRST = SigningKey.ed25519("first").jwk();
    private static final String SECOND = SigningKey.ed25519("second").jwk();

    private final TestTime time = new TestTime();
    private final TestIssuer issuer = new TestIssuer("https://as.example", time).publishes(FIRST);

    @Test
    void nothingIsFetchedBeforeItIsNeeded() {
        assertThat(issuer.fetches()).isZero();
        assertThat(ready().keys()).hasSize(1);
        assertThat(ready().generation()).isEqualTo(1);
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void keysAreRefreshedAheadOfExpiry() {
        ready();
        time.pass(TestIssuer.TTL.multipliedBy(70).dividedBy(100));
        ready();
        assertThat(issuer.fetches()).isEqualTo(1);
        time.pass(TestIssuer.TTL.multipliedBy(21).dividedBy(100));
        ready();
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(ready().generation()).isEqualTo(1);
    }

    @Test
    @DisplayName("G3 the generation changes with the keys")
    void changedKeysAreAnotherGeneration() {
        ready();
        issuer.publishes(SECOND);
        time.pass(TestIssuer.TTL);
        assertThat(ready().generation()).isEqualTo(2);
        assertThat(ready().named("first")).isEmpty();
        assertThat(ready().named("second")).isNotEmpty();
    }

    @Test
    @DisplayName("G1 10 000 unknown kids cause one fetch a cool-down")
    void unknownKidsCauseOneFetchEachCooldown() {
        KeySet seen = ready();
        for (int i = 0; i < 10_000; i++) {
            assertThat(issuer.source().renewed(seen).join()).isEqualTo(new Keys.Ready(seen));
        }
        assertThat(issuer.fetches()).isEqualTo(2);
        time.pass(TestIssuer.COOLDOWN);
        issuer.source().renewed(seen).join();
        issuer.source().renewed(seen).join();
        assertThat(issuer.fetches()).isEqualTo(3);
    }

    @Test
    @DisplayName("G2 a rotated key is there after one fetch")
    void rotatedKeyIsFetched() {
        KeySet seen = ready();
        issuer.publishes(FIRST, SECOND);
        assertThat(issuer.source().renewed(seen).join())
                .isInstanceOfSatisfying(
                        Keys.Ready.class,
                        keys -> assertThat(keys.set().named("second")).isNotEmpty());
        assertThat(issuer.fetches()).isEqualTo(2);
        issuer.source().renewed(seen).join();
        assertThat(issuer.fetches())
                .as("others that saw the old set need no fetch")
                .isEqualTo(2);
        time.pass(TestIssuer.COOLDOWN);
        issuer.source().renewed(seen).join();
        assertThat(issuer.fetches()).as("nor later").isEqualTo(2);
    }

    @Test
    @DisplayName(
            "G2 only keys that are due are looked for in the metadata; strangers with made-up kids cause no such request")
    void unknownKidDoesNotAskForMetadata() {
        KeySet seen = ready();
        assertThat(issuer.wasRediscovered()).isTrue();
        issuer.source().renewed(seen).join();
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(issuer.wasRediscovered()).isFalse();
        time.pass(TestIssuer.TTL);
        ready();
        assertThat(issuer.wasRediscovered()).isTrue();
    }

    @Test
    @DisplayName("G5 a key that is ignored has one line in the log, a warning unless it merely serves another purpose")
    void ignoredKeysAreReportedOnce() {
        issuer.publishes(
                FIRST,
                SigningKey.ed25519("enc").jwk().replace("{", "{\"use\":\"enc\","),
                SigningKey.ed25519("twice").jwk(),
                SigningKey.ed25519("twice").jwk(),
                SigningKey.ec("broken", "secp256r1").jwk().replace("\"y\":\"", "\"y\":\"/"),
                "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"c2VjcmV0\"}");
        ready();
        time.pass(TestIssuer.TTL);
        ready();
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(issuer.log().lines().filter(line -> line.contains("is ignored")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains("DEBUG")
                                .contains("kid enc")
                                .contains("use is not sig"),
                        line -> assertThat(line).contains("WARN").contains("kid twice"),
                        line -> assertThat(line).contains("WARN").contains("kid twice"),
                        line -> assertThat(line)
                                .contains("WARN")
                                .contains("kid broken")
                                .contains("its y is not base64url"),
                        line -> assertThat(line)
                                .contains("WARN")
                                .contains("kid shared")
                                .doesNotContain("c2VjcmV0"));
    }

    @Test
    void ageIsThatOfTheLastGoodFetch() {
        assertThat(issuer.source().age()).isEmpty();
        ready();
        time.pass(Duration.ofMinutes(5));
        assertThat(issuer.source().age()).contains(Duration.ofMinutes(5));
    }

    @Test
    void prefetchFetchesOnce() {
        issuer.source().prefetch();
        assertThat(issuer.fetches()).isEqualTo(1);
        issuer.source().prefetch();
        ready();
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    @DisplayName("G7 keys that are due for a refresh, but not expired, are served at once")
    void keysAreServedWhileTheyAreRefreshed() {
        List<Runnable> started = new ArrayList<>();
        TestIssuer slow = new TestIssuer("https://as.example", time, started::add, Duration.ofDays(1)).publishes(FIRST);
        slow.source().prefetch();
        started.get(0).run();
        time.pass(TestIssuer.TTL.multipliedBy(91).dividedBy(100));
        assertThat(slow.source().current().join()).isInstanceOf(Keys.Ready.class);
        assertThat(started).hasSize(2);
    }

    @Test
    void setWithoutUsableKeysIsReported() {
        issuer.publishes();
        assertThat(ready().keys()).isEmpty();
        assertThat(issuer.log()).contains("WARN https://as.example publishes no key that can verify tokens");
    }

    private KeySet ready() {
        return assertThat(issuer.source().current().join())
                .asInstanceOf(InstanceOfAssertFactories.type(Keys.Ready.class))
                .actual()
                .set();
    }
}
