package com.example.servlet;

import com.example.server.TaskAnswers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers messages as a server of MCP tasks does, from another thread: as JSON by the writer, or as a stream of bytes, and by
 * the container's response if the query is "original".
 */
final class TasksServlet extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String message = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean stream = "text/event-stream".equals(request.getHeader("Accept"));
        response.setContentType(stream ? "text/event-stream" : "application/json");
        response.setCharacterEncoding("UTF-8");
        AsyncContext async = "original".equals(request.getQueryString())
                ? request.startAsync()
                : request.startAsync(request, response);
        new Thread(() -> answer(async, stream, message), "tasks-servlet").start();
    }

    private static void answer(AsyncContext async, boolean stream, String message) {
        try {
            ServletResponse response = async.getResponse();
            if (stream) {
                OutputStream events = response.getOutputStream();
                events.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
                events.flush();
                events.write(TaskAnswers.event(message).getBytes(StandardCharsets.UTF_8));
                events.flush();
            } else {
                response.getWriter().print(TaskAnswers.answer(message));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }
}
