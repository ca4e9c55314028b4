package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** A response of Vert.x's before its headers are sent. */
record VertxResponseHead(HttpServerResponse response) implements ResponseHead {
    @Override
    public int status() {
        return response.getStatusCode();
    }

    @Override
    public List<String> headers(String name) {
        return response.headers().getAll(name);
    }

    @Override
    public void add(String name, String value) {
        var unused = response.headers().add(name, value);
    }
}
