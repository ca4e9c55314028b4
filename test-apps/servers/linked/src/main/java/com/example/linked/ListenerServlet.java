package com.example.linked;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.mcpoauth2.NotAuthenticatedException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Has an asynchronous request end in the way that {@code end} says, {@code timeout} or {@code failure}; without it answers
 * what the listener of the last one was told, and who called.
 */
@WebServlet("/listeners")
public final class ListenerServlet extends HttpServlet {
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        response.setContentType("text/plain");
        String end = request.getParameter("end");
        if (end == null) {
            response.getWriter().print(String.join(", ", TOLD));
            return;
        }
        AsyncContext async = request.startAsync();
        async.addListener(new Listener());
        if (request.getAttribute("dispatched") != null) {
            throw new IllegalStateException("wanted");
        }
        TOLD.clear();
        if (end.equals("timeout")) {
            async.setTimeout(100);
        } else {
            request.setAttribute("dispatched", true);
            // By a thread of nobody's.
            new Thread(async::dispatch).start();
        }
    }

    @McpEndpoint
    private static String guarded() {
        return CurrentUser.get().subject();
    }

    private static void tell(String event) {
        String caller;
        try {
            caller = guarded();
        } catch (NotAuthenticatedException e) {
            caller = "nobody";
        }
        TOLD.add(event + " of " + caller);
    }

    private static final class Listener implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            tell("timeout");
            event.getAsyncContext().complete();
        }

        @Override
        public void onError(AsyncEvent event) {
            tell("failure");
        }

        @Override
        public void onComplete(AsyncEvent event) {
            tell("end");
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The dispatched servlet's, by the request's own thread.
        }
    }
}
