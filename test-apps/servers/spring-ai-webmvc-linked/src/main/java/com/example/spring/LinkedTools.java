package com.example.spring;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.stereotype.Component;

/** Tools that ask who is calling; the component scan of the application finds them. */
@Component
class LinkedTools {
    /** Guarded as what Spring AI takes for a tool. */
    @McpTool(name = "whoami", description = "whoami")
    String whoami() {
        Executions.record();
        return CurrentUser.get().subject();
    }

    @McpTool(name = "admin", description = "admin")
    @McpEndpoint(scopes = "mcp:admin")
    String admin() {
        Executions.record();
        return "admin:" + CurrentUser.get().subject();
    }

    @McpTool(name = "role", description = "role")
    @McpEndpoint(roles = "operator")
    String role() {
        Executions.record();
        return "role:" + CurrentUser.get().subject();
    }
}
