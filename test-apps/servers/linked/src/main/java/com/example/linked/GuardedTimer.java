package com.example.linked;

import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** A timer that a request starts, and that goes on calling a guarded method when the request is over. */
final class GuardedTimer {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private volatile String state = "";

    /** Starts the timer for a minute and answers what its first call got, while the request is still open. */
    String start() {
        Flux<String> calls = Flux.interval(INTERVAL)
                .take(Duration.ofMinutes(1))
                .map(tick -> state = tick + " " + call())
                .replay(1)
                .autoConnect();
        calls.subscribe();
        return Objects.requireNonNull(calls.blockFirst());
    }

    /** The number of the newest call, and what it got. */
    String read() {
        return state;
    }

    private String call() {
        try {
            return user();
        } catch (SecurityException e) {
            return e.getClass().getSimpleName();
        }
    }

    @McpEndpoint
    private String user() {
        return CurrentUser.get().subject();
    }
}
