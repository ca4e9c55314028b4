package com.example.servlet;

import com.example.server.Executions;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;

/** Replaces the method by which containers call it, and calls no super method. */
class RawServlet extends HttpServlet {
    @Override
    public void service(ServletRequest request, ServletResponse response) throws IOException {
        Executions.record();
        response.setContentType("text/plain");
        response.getWriter().print("raw");
    }

    /** A subclass of a subclass, which answers by itself as well. */
    static final class Child extends RawServlet {
        @Override
        public void service(ServletRequest request, ServletResponse response) throws IOException {
            Executions.record();
            response.setContentType("text/plain");
            response.getWriter().print("child");
        }
    }
}
