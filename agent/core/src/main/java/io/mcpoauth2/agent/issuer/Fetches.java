package io.mcpoauth2.agent.issuer;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the fetches of one issuer's keys: one at a time, unless it runs longer than the cool-down, and each when it is due.
 *
 * <p>The lock guards the bookkeeping only; nobody holds it while fetching or reporting. It is taken only to start a fetch and
 * to end one: while an issuer is down, every request comes here.
 */
final class Fetches {
    private final KeyFetch fetch;
    private final LongPredicate due;
    private final Completion completion;
    private final Consumer<RuntimeException> unforeseen;
    private final Duration cooldown;
    private final LongSupplier nanos;
    private final Executor background;

    private final Object lock = new Object();
    /** The last that began, null unless it is under way. Written under the lock. */
    private volatile @Nullable PendingFetch pending;
    /** Null until a fetch was forced. Written under the lock. */
    private volatile @Nullable Long forcedAt;
    /** Guarded by the lock; of those that have ended, the last that began. */
    private @Nullable PendingFetch lastCompleted;

    /**
     * @param due whether, at a tick, keys have to be fetched
     * @param completion takes what was fetched
     * @param unforeseen told of a failure of our own while fetching
     */
    Fetches(
            KeyFetch fetch,
            LongPredicate due,
            Completion completion,
            Consumer<RuntimeException> unforeseen,
            Duration cooldown,
            LongSupplier nanos,
            Executor background) {
        this.fetch = fetch;
        this.due = due;
        this.completion = completion;
        this.unforeseen = unforeseen;
        this.cooldown = cooldown;
        this.nanos = nanos;
        this.background = background;
    }

    /** Takes the result of a fetch that no later one has overtaken. Under the lock. */
    @FunctionalInterface
    interface Completion {
        /**
         * @return what is to be reported, without the lock, as a log may block
         */
        Runnable take(KeyFetch.Result result, long startedAt);
    }

    /** The fetch under way, a new one if it is due, else null. */
    @Nullable
    PendingFetch underWay() {
        return underWay(false);
    }

    /** The fetch under way, or a new one even though the known keys are fresh; null if one was forced a short time ago. */
    @Nullable
    PendingFetch forced() {
        return underWay(true);
    }

    private @Nullable PendingFetch underWay(boolean forced) {
        PendingFetch running = running();
        if (running != null) {
            return running;
        }
        return mayStart(forced, nanos.getAsLong()) ? start(forced) : null;
    }

    private @Nullable PendingFetch start(boolean forced) {
        PendingFetch started;
        synchronized (lock) {
            PendingFetch running = running();
            long now = nanos.getAsLong();
            if (running != null || !mayStart(forced, now)) {
                return running;
            }
            if (forced) {
                forcedAt = now;
            }
            started = new PendingFetch(now);
            pending = started;
        }
        launch(started, !forced);
        return started;
    }

    /** One that has run longer than the cool-down may hang on a dead address; a new one may start beside it. */
    private @Nullable PendingFetch running() {
        PendingFetch begun = pending;
        return begun == null || nanos.getAsLong() - begun.startedAt() >= cooldown.toNanos() ? null : begun;
    }

    private boolean mayStart(boolean forced, long now) {
        if (!forced) {
            return due.test(now);
        }
        Long last = forcedAt;
        return last == null || now - last >= cooldown.toNanos();
    }

    private void launch(PendingFetch started, boolean rediscover) {
        boolean launched = false;
        try {
            background.execute(() -> run(started, rediscover));
            launched = true;
        } finally {
            if (!launched) {
                complete(started, new KeyFetch.Result.Failed("no thread to fetch them"));
            }
        }
    }

    private void run(PendingFetch started, boolean rediscover) {
        KeyFetch.Result result = new KeyFetch.Result.Failed("unforeseen failure");
        try {
            result = fetch.fetch(rediscover);
        } catch (RuntimeException e) {
            unforeseen.accept(e);
        } finally {
            complete(started, result);
        }
    }

    /** Whatever happened, the fetch ends here: else no other would start in time. */
    private void complete(PendingFetch ended, KeyFetch.Result result) {
        Runnable report = () -> {};
        synchronized (lock) {
            try {
                // What began later knows better.
                if (lastCompleted == null || ended.hasBegunSince(lastCompleted.startedAt())) {
                    lastCompleted = ended;
                    report = completion.take(result, ended.startedAt());
                }
            } finally {
                // Not before its result is known: a request that finds no fetch under way judges by what there is.
                if (pending == ended) {
                    pending = null;
                }
            }
        }
        try {
            report.run();
        } finally {
            ended.end().complete(true);
        }
    }
}
