package com.example.webflux;

import com.example.server.Executions;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Tools that ask Spring Security who calls, on a worker thread. */
@Component
class UserTools {
    @McpTool(name = "user", description = "user")
    public String user() {
        Executions.record();
        return current();
    }

    @McpTool(name = "secured", description = "secured")
    @PreAuthorize("hasAuthority('SCOPE_mcp:admin')")
    public String secured() {
        Executions.record();
        return "secured:" + current();
    }

    private static String current() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user == null ? "nobody" : UserController.described(user);
    }
}
