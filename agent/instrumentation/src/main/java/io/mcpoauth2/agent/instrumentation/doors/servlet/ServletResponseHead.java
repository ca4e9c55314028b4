package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.exchange.ResponseHead;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a servlet's response.
 *
 * @param status that is sent, which the response may be told next only
 */
record ServletResponseHead(HttpServletResponse response, int status) implements ResponseHead {
    /** Some containers keep the type of the content apart. */
    @Override
    public List<String> headers(String name) {
        List<String> values = List.copyOf(response.getHeaders(name));
        @Nullable
        String type = values.isEmpty() && name.equalsIgnoreCase("Content-Type") ? response.getContentType() : null;
        return type == null ? values : List.of(type);
    }

    @Override
    public void add(String name, String value) {
        response.addHeader(name, value);
    }
}
