package com.example.jetty;

import com.example.server.Executions;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ThreadPool;

/** Answers {@code /status} itself and leaves the rest to Jetty, two classes below Jetty's own. */
final class StatusServer extends NamedServer {
    StatusServer(ThreadPool threads) {
        super(threads);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Executions.record();
        if (!request.getHttpURI().getPath().equals("/status")) {
            return super.handle(request, response, callback);
        }
        Content.Sink.write(response, true, "up", callback);
        return true;
    }
}
