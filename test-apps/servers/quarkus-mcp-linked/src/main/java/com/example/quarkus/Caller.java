package com.example.quarkus;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import jakarta.inject.Singleton;

/** Guarded methods deep in the application. */
@Singleton
class Caller {
    @McpEndpoint
    String name() {
        Executions.record();
        return CurrentUser.get().subject();
    }

    @McpEndpoint(scopes = "mcp:admin")
    String admin() {
        Executions.record();
        return CurrentUser.get().subject();
    }
}
