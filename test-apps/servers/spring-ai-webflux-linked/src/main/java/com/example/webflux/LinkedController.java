package com.example.webflux;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A guarded method that is itself the HTTP handler. */
@RestController
class LinkedController {
    @GetMapping("/whoami-http")
    @McpEndpoint(scopes = "mcp:admin")
    String whoami() {
        Executions.record();
        return CurrentUser.get().subject();
    }
}
