package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.List;

/** A response of Undertow's before it is committed. */
record UndertowResponseHead(HttpServerExchange exchange) implements ResponseHead {
    @Override
    public int status() {
        return exchange.getStatusCode();
    }

    @Override
    public List<String> headers(String name) {
        HeaderValues values = exchange.getResponseHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    @Override
    public void add(String name, String value) {
        exchange.getResponseHeaders().add(new HttpString(name), value);
    }
}
