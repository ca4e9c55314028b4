package com.example.linked;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A guarded method that is itself the HTTP handler. */
@WebServlet("/whoami-http")
public final class WhoamiServlet extends HttpServlet {
    @Override
    @McpEndpoint(scopes = "mcp:admin")
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Executions.record();
        response.setContentType("text/plain");
        response.getWriter().print(CurrentUser.get().subject());
    }
}
