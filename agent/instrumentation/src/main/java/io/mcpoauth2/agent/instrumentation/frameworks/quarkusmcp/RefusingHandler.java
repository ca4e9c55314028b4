package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.McpFramework;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.context.vertx.VertxReply;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Answers a route's requests that have no caller, and hands on the others. Runs on the event loop: must not block. */
final class RefusingHandler implements Handler<RoutingContext> {
    static final McpFramework FRAMEWORK = new McpFramework(
            "Quarkus MCP", "Quarkus' HTTP server (Vert.x)", "Have it change threads by Vert.x or Mutiny alone");

    private final Handler<RoutingContext> next;

    RefusingHandler(Handler<RoutingContext> next) {
        this.next = next;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!answers(context)) {
            next.handle(context);
        }
    }

    /** Whether the request has been refused, and answered. */
    static boolean answers(RoutingContext context) {
        HttpReply reply = Doors.installed().chokePoints().refusal(FRAMEWORK);
        if (reply == null) {
            return false;
        }
        if (!context.response().ended()) {
            VertxReply.write(reply, context.request());
        }
        return true;
    }
}
