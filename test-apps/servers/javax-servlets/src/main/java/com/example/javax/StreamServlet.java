package com.example.javax;

import com.example.server.Executions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import javax.servlet.AsyncContext;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A stream of {@code ?events=} (3) server-sent events, each flushed, {@code ?interval=} (20) milliseconds apart: from
 * another thread, or from the request's own with {@code ?by=request} (not asynchronous) and {@code ?by=caller} (though
 * asynchronous, as the MCP SDK does while a tool runs).
 */
final class StreamServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        int events = number(request, "events", 3);
        int interval = number(request, "interval", 20);
        String by = request.getParameter("by");
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        if ("request".equals(by)) {
            stream(response, events, interval);
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        if ("caller".equals(by)) {
            stream(async, events, interval);
        } else {
            new Thread(() -> stream(async, events, interval), "stream-servlet").start();
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }

    private static int number(HttpServletRequest request, String name, int otherwise) {
        String value = request.getParameter(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private static void stream(AsyncContext async, int events, int interval) {
        try {
            stream(async.getResponse(), events, interval);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }

    private static void stream(ServletResponse response, int events, int interval) throws IOException {
        try {
            PrintWriter writer = response.getWriter();
            for (int event = 1; event <= events && !writer.checkError(); event++) {
                writer.print("data: " + event + "\n\n");
                writer.flush();
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while streaming");
        }
    }
}
