package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.RequestHead;
import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.sessions.Sessions;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What sessions hold of the heap that are opened and left: 1,000,000, in rounds of as many as there is room for, after each of
 * which the time passes that they are remembered for. Flat, at most 50 MB.
 */
public final class SessionFootprint {
    private static final int ROOM = 100_000;
    private static final int ROUNDS = 10;
    private static final Duration IDLE = Duration.ofDays(1);

    private SessionFootprint() {}

    public static void main(String[] arguments) {
        AtomicLong now = new AtomicLong();
        Sessions sessions = new Sessions(new SessionSettings(true, ROOM, IDLE, SessionSettings.Tasks.OFF), now::get);
        long before = Heap.used();
        for (int round = 1; round <= ROUNDS; round++) {
            int opened = 0;
            int full = 0;
            for (int i = 0; i < ROOM + ROOM / 10; i++) {
                if (open(sessions, "user-" + i)) {
                    opened++;
                } else {
                    full++;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %d opened, %d refused: %.1f MB%n",
                    round,
                    opened,
                    full,
                    (Heap.used() - before) / 1e6);
            now.addAndGet(IDLE.toNanos());
        }
        open(sessions, "the last");
        System.out.printf(Locale.ROOT, "when all are forgotten: %.1f MB%n", (Heap.used() - before) / 1e6);
        open(sessions, "one more");
    }

    private static boolean open(Sessions sessions, String subject) {
        RequestHead request = new RequestHead(
                "POST", "/mcp", Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), 0, false);
        Map<String, Object> user = Map.of(
                UserKeys.ISSUER, "https://login.example.com", UserKeys.SUBJECT, subject, UserKeys.CLIENT_ID, "client");
        if (sessions.judge(request, user) != Sessions.Ruling.PASSES) {
            return false;
        }
        ResponseObserver observer = Objects.requireNonNull(sessions.observer(request, user));
        observer.responding(new Opened(UUID.randomUUID().toString()));
        return true;
    }

    /** A response to {@code initialize}. */
    private record Opened(String id) implements ResponseHead {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public List<String> headers(String name) {
            return name.equals("Mcp-Session-Id") ? List.of(id) : List.of();
        }

        @Override
        public void add(String name, String value) {
            // Nobody reads it.
        }
    }
}
