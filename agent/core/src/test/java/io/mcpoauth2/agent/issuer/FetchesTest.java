package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FetchesTest {
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final List<@Nullable PendingFetch> whileTaken = new ArrayList<>();
    private final Fetches fetches = new Fetches(
            rediscover -> new KeyFetch.Result.Failed("down"),
            now -> false,
            this::take,
            unforeseen -> {},
            Duration.ofSeconds(10),
            () -> 0,
            begun::add);

    private Runnable take(KeyFetch.Result result, long startedAt) {
        whileTaken.add(fetches.forced());
        return () -> {};
    }

    /** Else a request that came at this moment was judged by the keys from before, and its token, of a new key, refused. */
    @Test
    void aFetchIsUnderWayUntilItsResultIsTaken() {
        PendingFetch forced = fetches.forced();

        begun.remove().run();

        assertThat(forced).isNotNull();
        assertThat(whileTaken).containsExactly(forced);
        assertThat(fetches.forced()).as("none so soon afterwards").isNull();
    }
}
