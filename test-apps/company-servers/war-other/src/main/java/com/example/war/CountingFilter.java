package com.example.war;

import com.example.server.Executions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers how often anything ran before, in place of a servlet. */
@WebFilter("/filtered")
public final class CountingFilter extends HttpFilter {
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        long before = Executions.count();
        Executions.record();
        response.setContentType("text/plain");
        response.getWriter().print(before);
    }
}
