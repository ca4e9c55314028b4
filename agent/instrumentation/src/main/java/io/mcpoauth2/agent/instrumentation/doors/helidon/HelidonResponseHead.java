package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import io.mcpoauth2.agent.exchange.ResponseHead;
import java.util.List;

/** A response of Helidon's before it is sent. */
record HelidonResponseHead(ServerResponse response) implements ResponseHead {
    @Override
    public int status() {
        return response.status().code();
    }

    @Override
    public List<String> headers(String name) {
        return response.headers().all(HeaderNames.create(name), List::of);
    }

    @Override
    public void add(String name, String value) {
        response.headers().add(HeaderValues.create(HeaderNames.create(name), value));
    }
}
