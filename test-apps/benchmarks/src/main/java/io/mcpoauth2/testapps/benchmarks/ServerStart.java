package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import java.io.IOException;
import java.time.Duration;

/** From the start of a server's process to its first answers. */
final class ServerStart {
    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"start-up\",\"version\":\"1\"}}}";

    private final Medians medians;

    ServerStart(Medians medians) {
        this.medians = medians;
    }

    /** Without the agent: the first answer is a session. */
    void open(ServerProcessBuilder server) throws IOException {
        long start = System.nanoTime();
        try (ServerProcess process = server.start()) {
            expect(200, initialize(process.port(), ""));
            medians.add("open: first answer", since(start));
            medians.add("open: CPU until then", CpuTime.of(process.pid()));
        }
    }

    /** With the agent: the first answer is a refusal, the second a session. */
    void guarded(ServerProcessBuilder server, String token) throws IOException {
        long start = System.nanoTime();
        try (ServerProcess process = server.start()) {
            expect(401, initialize(process.port(), ""));
            medians.add("agent: first answer, 401", since(start));
            medians.add("agent: CPU until then", CpuTime.of(process.pid()));
            long refused = System.nanoTime();
            expect(200, initialize(process.port(), "Authorization: Bearer " + token + "\r\n"));
            medians.add("agent: first valid token's 200 after the 401", since(refused));
            medians.add("agent: first 200 after the start", since(start));
            medians.add("agent: CPU until then (200)", CpuTime.of(process.pid()));
        }
    }

    private static int initialize(int port, String authorization) throws IOException {
        String request = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                + "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
                + authorization + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        return RawHttp.exchange(port, request).status();
    }

    private static void expect(int expected, int status) {
        if (status != expected) {
            throw new IllegalStateException("status " + status + ", not " + expected);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
