package com.example.linked;

import com.example.server.Executions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A guarded method that is itself the HTTP handler, on the server of the JDK. */
public final class WhoamiHandler implements HttpHandler {
    @Override
    @McpEndpoint
    public void handle(HttpExchange exchange) throws IOException {
        Executions.record();
        byte[] answer = CurrentUser.get().subject().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
