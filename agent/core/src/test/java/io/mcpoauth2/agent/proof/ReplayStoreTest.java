package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.proof.ReplayStore.Use;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestTime time = new TestTime();
    private final ReplayStore store = new ReplayStore(2, time);

    @Test
    void oneKeyCannotFillTheStoreForOthers() {
        assertThat(store.use("a", "1", MINUTE)).isEqualTo(Use.FIRST);
        assertThat(store.use("a", "2", MINUTE)).isEqualTo(Use.FIRST);
        assertThat(store.use("a", "3", MINUTE)).isEqualTo(Use.FULL);
        assertThat(store.use("a", "1", MINUTE)).isEqualTo(Use.REPLAY);
        assertThat(store.use("b", "1", MINUTE)).isEqualTo(Use.FIRST);
    }

    @Test
    void allKeysTogetherAreBounded() {
        for (String key : new String[] {"a", "b", "c", "d"}) {
            assertThat(store.use(key, "1", MINUTE)).isEqualTo(Use.FIRST);
            assertThat(store.use(key, "2", MINUTE)).isEqualTo(Use.FIRST);
        }
        assertThat(store.use("e", "1", MINUTE)).isEqualTo(Use.FULL);
        assertThat(store.use("d", "2", MINUTE)).isEqualTo(Use.REPLAY);
    }

    @Test
    void aProofIsForgottenWhenItCouldNotBeUsedAgainAndNotBefore() {
        store.use("a", "1", MINUTE);
        store.use("a", "2", MINUTE.multipliedBy(2));
        time.pass(MINUTE.minusNanos(1));
        assertThat(store.use("a", "1", MINUTE)).isEqualTo(Use.REPLAY);
        assertThat(store.use("a", "3", MINUTE)).isEqualTo(Use.FULL);
        time.pass(Duration.ofSeconds(2));
        assertThat(store.use("a", "2", MINUTE)).isEqualTo(Use.REPLAY);
        assertThat(store.use("a", "3", MINUTE)).isEqualTo(Use.FIRST);
        assertThat(store.use("a", "4", MINUTE)).isEqualTo(Use.FULL);
    }

    @Test
    void aReplayTakesNoRoom() {
        store.use("a", "1", MINUTE);
        for (int i = 0; i < 10; i++) {
            assertThat(store.use("a", "1", MINUTE)).isEqualTo(Use.REPLAY);
        }
        assertThat(store.use("a", "2", MINUTE)).isEqualTo(Use.FIRST);
    }
}
