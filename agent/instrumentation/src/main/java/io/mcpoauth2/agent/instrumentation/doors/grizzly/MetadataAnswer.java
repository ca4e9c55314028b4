package io.mcpoauth2.agent.instrumentation.doors.grizzly;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.door.MetadataHook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Answers a request for metadata. */
final class MetadataAnswer {
    private MetadataAnswer() {}

    /** Whether the request has been answered. */
    static boolean send(Request request, Response response) throws IOException {
        String method = request.getMethod().getMethodString();
        HttpReply reply = MetadataHook.answer(method, request.getRequestURI(), name -> headers(request, name));
        if (reply == null) {
            return false;
        }
        response.setStatus(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) {
                response.setContentType(header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
        if (reply.hasBody()) {
            response.setContentLength(reply.body().length);
        }
        if (reply.hasBody() && !method.equals("HEAD")) {
            response.getOutputStream().write(reply.body());
        }
        return true;
    }

    private static List<String> headers(Request request, String name) {
        List<String> values = new ArrayList<>();
        request.getHeaders(name).forEach(values::add);
        return values;
    }
}
