package com.example.quarkus17;

import com.example.server.Executions;
import com.example.server.StandardTools;
import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.quarkiverse.mcp.server.Tool;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Tools that tell who calls, one for each of Quarkus' ways to run them. */
class CallerTools {
    @Tool(description = "by a worker")
    String worker() {
        return who();
    }

    @Tool(description = "by the event loop")
    @NonBlocking
    String eventLoop() {
        return who();
    }

    /** Where there are any. */
    @Tool(description = "by a virtual thread")
    @RunOnVirtualThread
    String virtual() {
        return who();
    }

    @Tool(description = "by a thread of Mutiny's, after a while")
    Uni<String> later() {
        return Uni.createFrom()
                .nullItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(1))
                .map(tick -> who());
    }

    @Tool(description = "marked")
    @McpEndpoint
    String marked() {
        return who();
    }

    @Tool(description = "count")
    String count() {
        return StandardTools.count();
    }

    private static String who() {
        Executions.record();
        return CurrentUser.find().map(AuthenticatedUser::subject).orElse("nobody");
    }
}
