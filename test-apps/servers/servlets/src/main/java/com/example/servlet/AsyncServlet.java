package com.example.servlet;

import com.example.server.Executions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Leaves the request thread: another thread answers the request itself ({@code ?end=complete}) or, by default,
 * dispatches it back to this servlet, which only then reads the body.
 */
final class AsyncServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            answer("dispatched ", request, response);
            return;
        }
        Executions.record();
        boolean complete = "complete".equals(request.getParameter("end"));
        AsyncContext async = request.startAsync();
        new Thread(complete ? () -> complete(async) : async::dispatch, "async-servlet").start();
    }

    private static void complete(AsyncContext async) {
        try {
            answer("completed ", (HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }

    private static void answer(String how, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(how + Body.read(request.getInputStream()));
    }
}
