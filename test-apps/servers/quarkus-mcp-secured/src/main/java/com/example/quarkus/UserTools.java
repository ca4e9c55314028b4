package com.example.quarkus;

import com.example.server.Executions;
import io.quarkiverse.mcp.server.Tool;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;

/** Tools that ask Quarkus who calls. */
class UserTools {
    @Inject
    SecurityIdentity identity;

    @Tool(description = "user")
    String user() {
        Executions.record();
        return UserRoutes.described(identity);
    }

    @Tool(description = "secured")
    @RolesAllowed("operator")
    String secured() {
        Executions.record();
        return "secured:" + UserRoutes.described(identity);
    }
}
