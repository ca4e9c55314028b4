package io.mcpoauth2.agent.instrumentation.doors.liberty;

import com.ibm.wsspi.http.HttpInboundConnection;
import com.ibm.wsspi.http.HttpRequest;
import com.ibm.wsspi.http.HttpResponse;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.door.MetadataHook;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sends one reply, on a thread of the container's pool. */
final class MetadataTask implements Runnable {
    private final HttpInboundConnection connection;
    private final HttpReply reply;

    private MetadataTask(HttpInboundConnection connection, HttpReply reply) {
        this.connection = connection;
        this.reply = reply;
    }

    /** Null unless the request asks for metadata. */
    static @Nullable Runnable of(Object inbound) {
        HttpInboundConnection connection = (HttpInboundConnection) inbound;
        HttpRequest request = connection.getRequest();
        HttpReply reply = MetadataHook.answer(request.getMethod(), request.getURI(), request::getHeaders);
        return reply == null ? null : new MetadataTask(connection, reply);
    }

    @Override
    public void run() {
        HttpResponse response = connection.getResponse();
        response.setStatus(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            response.addHeader(header.name(), header.value());
        }
        Exception failure = null;
        try {
            if (reply.hasBody()) {
                response.setContentLength(reply.body().length);
            }
            if (reply.hasBody() && !connection.getRequest().getMethod().equals("HEAD")) {
                response.getBody().write(reply.body());
            }
            response.getBody().close();
        } catch (IOException e) {
            failure = e; // The client is gone, which the container has to know.
        }
        connection.finish(failure);
    }
}
