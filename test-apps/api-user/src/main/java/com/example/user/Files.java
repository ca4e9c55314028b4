package com.example.user;

import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;

/** Handlers as README shows them. */
final class Files {
    @McpEndpoint(scopes = "files:read")
    String list() {
        return "files of " + CurrentUser.get().subject();
    }

    @McpEndpoint(roles = {"operator", "admin"})
    String delete(String name, AuthenticatedUser caller) {
        return name + " deleted by " + caller.subject();
    }
}
