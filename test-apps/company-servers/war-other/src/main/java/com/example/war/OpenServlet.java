package com.example.war;

import com.example.server.Executions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Answers with a line, and ends the answer when the application ends. */
@WebServlet(urlPatterns = "/open", asyncSupported = true)
public final class OpenServlet extends HttpServlet {
    private final transient Queue<AsyncContext> open = new ConcurrentLinkedQueue<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        response.setContentType("text/plain");
        response.getWriter().println("open");
        response.flushBuffer();
        open.add(context);
    }

    @Override
    public void destroy() {
        open.forEach(AsyncContext::complete);
    }
}
