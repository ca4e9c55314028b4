package io.mcpoauth2.testapps.process.soak;

import io.mcpoauth2.testapps.process.KeepAliveConnection;
import io.mcpoauth2.testapps.process.soak.KeyAge.Flaw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Connections that call {@code whoami} as many users, and now and then with a bad token, or without waiting for the answer. */
final class Callers {
    private static final int CONNECTIONS = 16;

    private final int port;
    private final int users;
    private final AtomicReference<KeyAge> age;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final List<String> faults = new ArrayList<>();

    /**
     * @param age whose tokens are valid now
     */
    Callers(int port, int users, AtomicReference<KeyAge> age) {
        this.port = port;
        this.users = users;
        this.age = age;
    }

    /** Runs until it is told to end; then all have their answers. */
    final class Run implements AutoCloseable {
        private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        private final List<Future<?>> running = new ArrayList<>();
        private volatile boolean ending;

        Run() {
            for (int i = 0; i < CONNECTIONS; i++) {
                Random random = new Random(i);
                running.add(threads.submit(() -> {
                    callUntil(() -> ending, random);
                    return null;
                }));
            }
        }

        void end() throws Exception {
            ending = true;
            for (Future<?> each : running) {
                each.get();
            }
        }

        @Override
        public void close() {
            ending = true;
            threads.shutdownNow();
        }
    }

    int calls() {
        return calls.get();
    }

    /** Valid calls that were answered with their caller's name. */
    int right() {
        return right.get();
    }

    /** Bad tokens that were refused. */
    int refused() {
        return refused.get();
    }

    /** Valid calls that were sent whole, and whose answer nobody has read. */
    int unanswered() {
        return unanswered.get();
    }

    /** Calls that the server had no time for: it verifies a signature within two seconds, which this machine may not have. */
    int busy() {
        return busy.get();
    }

    /** What else happened, a line each. */
    List<String> faults() {
        synchronized (faults) {
            return List.copyOf(faults);
        }
    }

    /** Calls as each user, one after the other, as signatures take a new JVM long. */
    void introduce() throws IOException {
        try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
            for (int user = 0; user < users; user++) {
                callWell(connection, calls.incrementAndGet(), user, age.get().token(user));
            }
        }
    }

    private void callUntil(BooleanSupplier end, Random random) throws IOException {
        try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
            while (!end.getAsBoolean()) {
                KeyAge tokens = enter();
                try {
                    call(connection, tokens, random);
                } finally {
                    tokens.calls().decrementAndGet();
                }
            }
        }
    }

    /** A key may be withdrawn when nobody uses it any more. */
    private KeyAge enter() {
        while (true) {
            KeyAge current = age.get();
            current.calls().incrementAndGet();
            if (age.get() == current) {
                return current;
            }
            current.calls().decrementAndGet();
        }
    }

    private void call(KeepAliveConnection connection, KeyAge tokens, Random random) {
        int id = calls.incrementAndGet();
        int user = random.nextInt(users);
        int kind = random.nextInt(100);
        try {
            if (kind < 5) {
                Flaw flaw = Flaw.values()[kind];
                callBadly(connection, id, flaw, tokens.badToken(flaw, user, (user + 1) % users));
            } else if (kind < 7) {
                boolean whole = kind == 5;
                if (whole) {
                    unanswered.incrementAndGet();
                }
                connection.abandon(whole, message(id), bearer(tokens.token(user)));
            } else {
                callWell(connection, id, user, tokens.token(user));
            }
        } catch (IOException e) {
            fault("call " + id + " of kind " + kind, e.toString());
        }
    }

    private void callWell(KeepAliveConnection connection, int id, int user, String token) throws IOException {
        String answer = connection.post(message(id), bearer(token));
        if (answer.startsWith("200 ")
                && answer.contains("\"id\":" + id + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
                        + KeyAge.name(user) + "\"}]")) {
            right.incrementAndGet();
        } else if (isBusy(answer)) {
            busy.incrementAndGet();
        } else {
            fault("valid call " + id + " of " + KeyAge.name(user), answer);
        }
    }

    private void callBadly(KeepAliveConnection connection, int id, Flaw flaw, String token) throws IOException {
        String answer = connection.post(message(id), bearer(token));
        // While the issuer is down nobody can tell whether a key is the issuer's.
        if (answer.startsWith("401 ") || (flaw == Flaw.UNKNOWN_KEY && answer.startsWith("503 "))) {
            refused.incrementAndGet();
        } else if (isBusy(answer)) {
            busy.incrementAndGet();
        } else {
            fault(flaw + " token, call " + id, answer);
        }
    }

    private static boolean isBusy(String answer) {
        return answer.startsWith("503 ") && answer.contains("\"SERVER_BUSY\"");
    }

    private void fault(String what, String answer) {
        synchronized (faults) {
            if (faults.size() < 100) {
                faults.add(what + ": " + answer);
            }
        }
    }

    private static String message(int id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\",\"arguments\":{}}}";
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
