package com.example.webflux;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import org.springframework.stereotype.Component;

/** A guarded method deep in the application. */
@Component
class Caller {
    @McpEndpoint
    String name() {
        Executions.record();
        return CurrentUser.get().subject();
    }
}
