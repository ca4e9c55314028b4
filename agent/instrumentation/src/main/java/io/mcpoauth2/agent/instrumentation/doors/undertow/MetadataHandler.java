package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.door.MetadataHook;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends one reply; runs on the connection's I/O thread, where nothing may block. */
final class MetadataHandler implements HttpHandler {
    private final HttpReply reply;

    private MetadataHandler(HttpReply reply) {
        this.reply = reply;
    }

    /** The server's own handler unless the request asks for metadata. */
    static HttpHandler insteadOf(HttpHandler handler, HttpServerExchange exchange) {
        HttpReply reply = MetadataHook.answer(
                exchange.getRequestMethod().toString(),
                exchange.getRequestURI(),
                name -> values(exchange.getRequestHeaders().get(name)));
        return reply == null ? handler : new MetadataHandler(reply);
    }

    private static List<String> values(@Nullable HeaderValues values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.setStatusCode(reply.status());
        HeaderMap headers = exchange.getResponseHeaders();
        for (HttpReply.Header header : reply.headers()) {
            headers.add(new HttpString(header.name()), header.value());
        }
        if (reply.hasBody()) {
            exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
        } else {
            exchange.endExchange();
        }
    }
}
