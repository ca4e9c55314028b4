package com.example.servlet;

import com.example.server.Executions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** A stream of {@code ?events=} (3) server-sent events, each flushed, {@code ?interval=} (20) milliseconds apart. */
final class StreamServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        int events = number(request, "events", 3);
        int interval = number(request, "interval", 20);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        new Thread(() -> stream(async, events, interval), "stream-servlet").start();
    }

    private static int number(HttpServletRequest request, String name, int otherwise) {
        String value = request.getParameter(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private static void stream(AsyncContext async, int events, int interval) {
        try {
            PrintWriter writer = async.getResponse().getWriter();
            for (int event = 1; event <= events && !writer.checkError(); event++) {
                writer.print("data: " + event + "\n\n");
                writer.flush();
                Thread.sleep(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while streaming"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }
}
