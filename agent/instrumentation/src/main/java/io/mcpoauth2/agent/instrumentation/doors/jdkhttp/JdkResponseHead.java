package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import io.mcpoauth2.agent.exchange.ResponseHead;
import java.util.List;

/** The response of an exchange as it begins. */
record JdkResponseHead(HttpExchange exchange, int status) implements ResponseHead {
    @Override
    public List<String> headers(String name) {
        List<String> values = exchange.getResponseHeaders().get(name);
        return values == null ? List.of() : values;
    }

    @Override
    public void add(String name, String value) {
        exchange.getResponseHeaders().add(name, value);
    }
}
