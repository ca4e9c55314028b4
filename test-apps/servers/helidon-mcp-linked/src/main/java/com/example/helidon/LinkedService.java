package com.example.helidon;

import com.example.server.Executions;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A guarded method that is itself the HTTP handler, and one that is asked who calls wherever a request's code runs. */
public final class LinkedService implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        rules.get("/whoami-http", this::whoami)
                .post("/caller/body", this::afterBody)
                .get("/caller/stream", this::inStream)
                .get("/caller/later", this::later);
    }

    @McpEndpoint(scopes = "mcp:admin")
    void whoami(ServerRequest request, ServerResponse response) {
        Executions.record();
        response.send(CurrentUser.get().subject());
    }

    @McpEndpoint
    String caller() {
        Executions.record();
        return CurrentUser.get().subject();
    }

    private void afterBody(ServerRequest request, ServerResponse response) {
        int length = request.content().as(byte[].class).length;
        response.send(length + " of " + caller());
    }

    private void inStream(ServerRequest request, ServerResponse response) throws IOException {
        try (OutputStream output = response.outputStream()) {
            for (int i = 0; i < 1000; i++) {
                output.write((caller() + ' ').getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** By a timer's thread. */
    private void later(ServerRequest request, ServerResponse response) throws InterruptedException, ExecutionException {
        Executor timer = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
        response.send(CompletableFuture.supplyAsync(this::caller, timer).get());
    }
}
