package com.example.javax;

import com.example.server.Executions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Says who the container takes its caller for: in a forward, an include, an asynchronous dispatch or on another thread, as
 * {@code via=} says, or after a login of its own; {@code via=kept} says it of the principal of the last request.
 */
final class UserServlet extends HttpServlet {
    private static volatile Principal kept;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        String via = first && request.getParameter("via") != null ? request.getParameter("via") : "";
        if (first) {
            Executions.record();
        }
        switch (via) {
            case "forward" -> request.getRequestDispatcher("/user").forward(request, response);
            case "async" -> {
                AsyncContext async = request.startAsync();
                new Thread(async::dispatch, "user-dispatch").start();
            }
            case "thread" -> {
                AsyncContext async = request.startAsync();
                new Thread(() -> complete(async), "user-answer").start();
            }
            case "error" -> response.sendError(HttpServletResponse.SC_GONE);
            case "login" -> {
                request.login("local", "secret");
                answer(request, response);
            }
            case "kept" -> print(kept.getName() + ' ' + kept, response);
            default -> answer(request, response);
        }
    }

    private static void complete(AsyncContext async) {
        try {
            answer((HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            async.complete();
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal principal = request.getUserPrincipal();
        kept = principal;
        print(
                (principal == null ? null : principal.getName())
                        + " " + request.getRemoteUser()
                        + " " + request.getAuthType()
                        + " " + request.isUserInRole("operator")
                        + " " + request.isUserInRole("*"),
                response);
    }

    private static void print(String text, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(text);
    }
}
