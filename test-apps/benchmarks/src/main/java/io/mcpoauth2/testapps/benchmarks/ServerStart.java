package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import java.io.IOException;
import java.time.Duration;

/** From the start of a server's process to its first answers. */
final class ServerStart {
    private final Medians medians;

    ServerStart(Medians medians) {
        this.medians = medians;
    }

    /** Without the agent: the first answer is a session. */
    void open(ServerProcessBuilder server) throws IOException {
        long start = System.nanoTime();
        try (ServerProcess process = server.start()) {
            Initialize.withoutToken(process.port(), 200);
            medians.add("open: first answer", since(start));
            medians.add("open: CPU until then", CpuTime.of(process.pid()));
            medians.addBytes("open: resident memory", ResidentMemory.of(process.pid()));
        }
    }

    /** With the agent: the first answer is a refusal, the second a session. */
    void guarded(ServerProcessBuilder server, String token) throws IOException {
        long start = System.nanoTime();
        try (ServerProcess process = server.start()) {
            Initialize.withoutToken(process.port(), 401);
            medians.add("agent: first answer, 401", since(start));
            medians.add("agent: CPU until then", CpuTime.of(process.pid()));
            long refused = System.nanoTime();
            Initialize.withToken(process.port(), token, 200);
            medians.add("agent: first valid token's 200 after the 401", since(refused));
            medians.add("agent: first 200 after the start", since(start));
            medians.add("agent: CPU until then, 200", CpuTime.of(process.pid()));
            medians.addBytes("agent: resident memory", ResidentMemory.of(process.pid()));
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
