package com.example.war;

import com.example.server.Executions;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers how often it ran before. */
@WebServlet("/hello")
public final class HelloServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long before = Executions.count();
        Executions.record();
        response.setContentType("text/plain");
        response.getWriter().print(before);
    }
}
