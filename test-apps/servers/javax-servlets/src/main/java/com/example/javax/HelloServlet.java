package com.example.javax;

import com.example.server.Executions;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers every method with the same text. */
class HelloServlet extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        response.setContentType("text/plain");
        response.getWriter().print("hello");
    }

    /** The same at another path. */
    static final class Health extends HelloServlet {}
}
