package com.example.quarkus17;

import com.example.server.Executions;
import com.example.server.ServerProcess;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is served beside MCP, on both ports; says that the server listens, unless standard output is the protocol's. */
class SideRoutes {
    @ConfigProperty(name = "quarkus.mcp.server.stdio.enabled")
    boolean stdio;

    @ConfigProperty(name = "quarkus.http.port")
    int port;

    void started(@ObservesAsync HttpServerStart start) {
        if (!stdio) {
            ServerProcess.ready(port);
        }
    }

    void register(@Observes Router router) {
        router.get("/health/live").handler(SideRoutes::answer);
    }

    void registerForManagement(@Observes ManagementInterface management) {
        management.router().get("/health/live").handler(SideRoutes::answer);
        management.router().get("/admin").handler(SideRoutes::answer);
    }

    private static void answer(RoutingContext context) {
        Executions.record();
        context.end("ok");
    }
}
