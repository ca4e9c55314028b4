package io.mcpoauth2.agent.instrumentation.context.vertx;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Writes the agent's answers. */
public final class VertxReply {
    private VertxReply() {}

    public static void write(HttpReply reply, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setStatusCode(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            response.headers().add(header.name(), header.value());
        }
        if (reply.hasBody()) {
            response.putHeader("Content-Length", Integer.toString(reply.body().length));
        }
        // By HTTP/2 Vert.x writes what it is given, to a HEAD request, too.
        if (reply.hasBody() && !request.method().name().equals("HEAD")) {
            var unused = response.end(Buffer.buffer(reply.body()));
        } else {
            var unused = response.end();
        }
    }

    /**
     * Writes the gate's answer where a guarded handler's refusal is what the application failed with.
     *
     * @return false if it is another failure, or the response has begun
     */
    public static boolean answers(Throwable failure, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.ended()) {
            return false;
        }
        Optional<HttpReply> refusal = Doors.installed().eventLoops().refusalOf(failure);
        refusal.ifPresent(reply -> write(reply, request));
        return refusal.isPresent();
    }
}
