package com.example.jetty11;

import com.example.server.Executions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers every method with the same text. */
final class HelloServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        response.setContentType("text/plain");
        response.getWriter().print("hello");
    }
}
