package com.example.quarkus;

import com.example.server.Executions;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.quarkiverse.mcp.server.Tool;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;

/** Tools that ask who is calling, one for each of Quarkus' ways to run them. */
class LinkedTools {
    @Inject
    Caller caller;

    /** By a worker; guarded as what Quarkus takes for a tool. */
    @Tool(description = "whoami")
    String whoami() {
        Executions.record();
        return CurrentUser.get().subject();
    }

    @Tool(description = "admin")
    @McpEndpoint(scopes = "mcp:admin")
    String admin() {
        Executions.record();
        return "admin:" + CurrentUser.get().subject();
    }

    @Tool(description = "role")
    @McpEndpoint(roles = "operator")
    String role() {
        Executions.record();
        return "role:" + CurrentUser.get().subject();
    }

    /** By the event loop. */
    @Tool(description = "by the event loop")
    Uni<String> eventLoop() {
        return Uni.createFrom().item(caller::name);
    }

    /** By a thread of Mutiny's, after a while. */
    @Tool(description = "later")
    Uni<String> later() {
        return Uni.createFrom()
                .nullItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(1))
                .map(tick -> caller.name());
    }

    /** By a virtual thread, where there are any. */
    @Tool(description = "by a virtual thread")
    @RunOnVirtualThread
    String virtual() {
        return caller.name();
    }
}
