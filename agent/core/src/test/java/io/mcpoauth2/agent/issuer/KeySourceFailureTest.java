package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of keys and requests while an issuer, or the agent itself, fails. */
class KeySourceFailureTest {
    private static final String FIRST = SigningKey.ed25519("first").jwk();
    private static final String SECOND = SigningKey.ed25519("second").jwk();
    private static final Duration SECOND_LONG = Duration.ofSeconds(1);

    private final TestTime time = new TestTime();
    private final TestIssuer issuer = new TestIssuer("https://as.example", time).publishes(FIRST);

    @Test
    @DisplayName(
            "G7 an issuer that is down from the start makes its keys unavailable, and is asked again after a second")
    void coldFailureIsUnavailable() {
        issuer.isDown();
        assertUnavailable(issuer.source().current().join());
        assertUnavailable(issuer.source().current().join());
        assertThat(issuer.fetches()).isEqualTo(1);
        time.pass(SECOND_LONG);
        issuer.publishes(FIRST);
        assertThat(ready().keys()).hasSize(1);
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(issuer.tally().succeeded()).isEqualTo(1);
        assertThat(issuer.tally().failed()).isEqualTo(1);
        assertThat(issuer.log())
                .containsOnlyOnce("cannot be fetched")
                .containsOnlyOnce("can be fetched again")
                .containsOnlyOnce("fetched 1 keys");
    }

    @Test
    @DisplayName("G6, G7 known keys serve while the issuer is down, at most max-stale")
    void knownKeysOutliveTheIssuer() {
        ready();
        issuer.isDown();
        time.pass(TestIssuer.MAX_STALE.minus(SECOND_LONG));
        assertThat(ready().keys()).hasSize(1);
        time.pass(SECOND_LONG);
        assertUnavailable(issuer.source().current().join());
        issuer.publishes(FIRST);
        time.pass(SECOND_LONG);
        assertThat(ready().generation()).isEqualTo(1);
    }

    @Test
    void downIssuerIsAskedOnceACooldown() {
        ready();
        issuer.isDown();
        time.pass(TestIssuer.TTL);
        for (int i = 0; i < 100; i++) {
            ready();
        }
        assertThat(issuer.fetches()).isEqualTo(2);
        time.pass(TestIssuer.COOLDOWN);
        issuer.publishes(SECOND);
        assertThat(ready().named("second")).as("recovered within one cool-down").isNotEmpty();
    }

    @Test
    @DisplayName("G7 an unknown kid while the issuer is down is unavailable, not unknown")
    void unknownKidOfUnreachableIssuerIsUnavailable() {
        KeySet seen = ready();
        issuer.isDown();
        assertUnavailable(issuer.source().renewed(seen).join(), TestIssuer.COOLDOWN);
        assertUnavailable(issuer.source().renewed(seen).join(), TestIssuer.COOLDOWN);
        assertThat(issuer.fetches()).isEqualTo(2);
        assertThat(ready()).isEqualTo(seen);
    }

    @Test
    void requestWaitsNoLongerThanConfigured() {
        TestIssuer hanging = new TestIssuer("https://as.example", time, task -> {}, Duration.ofMillis(1));
        assertUnavailable(hanging.source().current().join());
    }

    @Test
    void unknownKidWaitsNoLongerThanConfigured() {
        List<Runnable> started = new ArrayList<>();
        TestIssuer hanging =
                new TestIssuer("https://as.example", time, started::add, Duration.ofMillis(1)).publishes(FIRST);
        assertUnavailable(hanging.source().current().join());
        started.get(0).run();
        KeySet seen = ((Keys.Ready) hanging.source().current().join()).set();
        assertUnavailable(hanging.source().renewed(seen).join(), TestIssuer.COOLDOWN);
        assertThat(started).hasSize(2);
    }

    @Test
    void failureOfOurOwnIsReportedAndNotTheLastFetch() {
        issuer.breaksTheAgent();
        assertUnavailable(issuer.source().current().join());
        assertThat(issuer.log()).contains("failed unexpectedly").contains("IllegalStateException");
        issuer.publishes(FIRST);
        time.pass(SECOND_LONG);
        assertThat(ready().keys()).hasSize(1);
    }

    @Test
    void expiredKeysAreServedAtOnceWhileAFailedIssuerHangs() {
        List<Runnable> started = new ArrayList<>();
        TestIssuer hanging =
                new TestIssuer("https://as.example", time, started::add, Duration.ofMillis(1)).publishes(FIRST);
        assertUnavailable(hanging.source().current().join());
        started.get(0).run();
        time.pass(TestIssuer.TTL);
        assertThat(hanging.source().current().join()).isInstanceOf(Keys.Ready.class);
        assertThat(started).hasSize(2);
    }

    @Test
    void failureToStartAThreadDoesNotBlockLaterFetches() {
        boolean[] exhausted = {true};
        TestIssuer starved = new TestIssuer(
                        "https://as.example",
                        time,
                        task -> {
                            if (exhausted[0]) {
                                throw new OutOfMemoryError("no thread");
                            }
                            task.run();
                        },
                        Duration.ofSeconds(5))
                .publishes(FIRST);
        assertThatThrownBy(() -> starved.source().current().join()).isInstanceOf(OutOfMemoryError.class);
        exhausted[0] = false;
        time.pass(SECOND_LONG);
        assertThat(starved.source().current().join()).isInstanceOf(Keys.Ready.class);
    }

    private KeySet ready() {
        return assertThat(issuer.source().current().join())
                .asInstanceOf(InstanceOfAssertFactories.type(Keys.Ready.class))
                .actual()
                .set();
    }

    /** Without usable keys the next attempt is a second away. */
    private static void assertUnavailable(Keys keys) {
        assertUnavailable(keys, SECOND_LONG);
    }

    private static void assertUnavailable(Keys keys, Duration retryAfter) {
        assertThat(keys)
                .isInstanceOfSatisfying(
                        Keys.Unavailable.class,
                        unavailable -> assertThat(unavailable.retryAfter()).isEqualTo(retryAfter));
    }
}
