package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.exchange.ResponseHead;
import java.util.List;
import org.apache.coyote.Response;

/** Tomcat's response before its headers are sent. */
record TomcatResponseHead(Response response) implements ResponseHead {
    @Override
    public int status() {
        return response.getStatus();
    }

    @Override
    public List<String> headers(String name) {
        if (name.equalsIgnoreCase("Content-Type")) {
            String type = response.getContentType();
            return type == null ? List.of() : List.of(type);
        }
        return TomcatText.values(response.getMimeHeaders(), name);
    }

    @Override
    public void add(String name, String value) {
        response.addHeader(name, value);
    }
}
