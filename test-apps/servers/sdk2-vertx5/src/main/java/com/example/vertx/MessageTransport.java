package com.example.vertx;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import reactor.core.publisher.Mono;

/** A stateless transport as somebody would write one by hand: one request is one JSON-RPC message. */
final class MessageTransport implements McpStatelessServerTransport {
    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private volatile McpStatelessServerHandler server;

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        this.server = handler;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!request.method().name().equals("POST")) {
            response.setStatusCode(405).end();
            return;
        }
        request.body().onSuccess(body -> {
            try {
                answer(body.toString(), response);
            } catch (RuntimeException e) { // Else nobody would answer.
                fail(response);
            }
        });
    }

    private void answer(String body, HttpServerResponse response) {
        McpSchema.JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(json, body);
        } catch (RuntimeException | IOException e) {
            response.setStatusCode(400).end();
            return;
        }
        if (message instanceof McpSchema.JSONRPCRequest request) {
            server.handleRequest(McpTransportContext.EMPTY, request)
                    .subscribe(
                            answer -> response.putHeader("Content-Type", "application/json")
                                    .end(Buffer.buffer(bytes(answer))),
                            failure -> fail(response));
        } else if (message instanceof McpSchema.JSONRPCNotification notification) {
            server.handleNotification(McpTransportContext.EMPTY, notification)
                    .subscribe(
                            nothing -> {},
                            failure -> fail(response),
                            () -> response.setStatusCode(202).end());
        } else {
            response.setStatusCode(400).end();
        }
    }

    private static void fail(HttpServerResponse response) {
        response.setStatusCode(500).end();
    }

    private byte[] bytes(McpSchema.JSONRPCResponse answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
