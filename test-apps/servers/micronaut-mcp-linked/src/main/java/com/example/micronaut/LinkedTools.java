package com.example.micronaut;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.micronaut.mcp.annotations.Tool;
import jakarta.inject.Singleton;

/** Tools that ask who is calling. */
@Singleton
class LinkedTools {
    @Tool(name = "whoami", description = "whoami")
    @McpEndpoint
    String whoami() {
        Executions.record();
        return CurrentUser.get().subject();
    }

    @Tool(name = "admin", description = "admin")
    @McpEndpoint(scopes = "mcp:admin")
    String admin() {
        Executions.record();
        return "admin:" + CurrentUser.get().subject();
    }

    @Tool(name = "role", description = "role")
    @McpEndpoint(roles = "operator")
    String role() {
        Executions.record();
        return "role:" + CurrentUser.get().subject();
    }
}
