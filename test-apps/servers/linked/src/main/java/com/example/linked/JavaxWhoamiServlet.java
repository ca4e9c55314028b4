package com.example.linked;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A guarded method of a servlet from before {@code jakarta.servlet}; {@code ?async} has another thread dispatch to it. */
@WebServlet("/whoami-http")
public final class JavaxWhoamiServlet extends HttpServlet {
    @Override
    @McpEndpoint(scopes = "mcp:admin")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("async") != null && request.getDispatcherType() != DispatcherType.ASYNC) {
            AsyncContext async = request.startAsync();
            new Thread(async::dispatch, "whoami-dispatch").start();
            return;
        }
        Executions.record();
        response.setContentType("text/plain");
        response.getWriter().print(CurrentUser.get().subject());
    }
}
