package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.harness.RawHttp;
import java.io.IOException;

/** Sends {@code initialize} to a server, and insists on the answer's status. */
final class Initialize {
    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"benchmark\",\"version\":\"1\"}}}";

    private Initialize() {}

    static void withToken(int port, String token, int expected) throws IOException {
        send(port, "Authorization: Bearer " + token + "\r\n", expected);
    }

    static void withoutToken(int port, int expected) throws IOException {
        send(port, "", expected);
    }

    private static void send(int port, String authorization, int expected) throws IOException {
        String request = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                + "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
                + authorization + "Connection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        int status = RawHttp.exchange(port, request).status();
        if (status != expected) {
            throw new IllegalStateException("status " + status + ", not " + expected);
        }
    }
}
