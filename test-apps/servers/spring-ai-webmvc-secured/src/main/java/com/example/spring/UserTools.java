package com.example.spring;

import com.example.server.Executions;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.context.annotation.Profile;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/** Tools that ask Spring Security who calls. */
@Component
@Profile("required-users")
class UserTools {
    @McpTool(name = "user", description = "user")
    public String user() {
        Executions.record();
        return UserController.user();
    }

    @McpTool(name = "secured", description = "secured")
    @PreAuthorize("hasAuthority('SCOPE_mcp:admin')")
    public String secured() {
        Executions.record();
        return "secured:" + UserController.user();
    }
}
