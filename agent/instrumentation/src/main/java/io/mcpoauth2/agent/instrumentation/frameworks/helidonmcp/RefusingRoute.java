package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.McpFramework;
import io.mcpoauth2.agent.exchange.HttpReply;

/** Answers what comes to an MCP endpoint without a caller, and hands on the rest. */
final class RefusingRoute {
    private static final McpFramework FRAMEWORK =
            new McpFramework("Helidon MCP", "Helidon's WebServer", "Run it on version 4.5 or later");

    private RefusingRoute() {}

    /** The same patterns as the feature's own: what matches one of its routes has matched one of these. */
    static void register(HttpRouting.Builder routing, String endpoint) {
        routing.any(endpoint + "/message", RefusingRoute::handle);
        routing.any(endpoint, RefusingRoute::handle);
    }

    private static void handle(ServerRequest request, ServerResponse response) {
        if (!answers(response)) {
            response.next();
        }
    }

    /** Whether the request has been refused, and answered. */
    static boolean answers(ServerResponse response) {
        HttpReply reply = Doors.installed().chokePoints().refusal(FRAMEWORK);
        if (reply == null) {
            return false;
        }
        if (!response.isSent()) {
            response.status(reply.status());
            for (HttpReply.Header header : reply.headers()) {
                response.headers().add(HeaderValues.create(HeaderNames.create(header.name()), header.value()));
            }
            response.send(reply.body());
        }
        return true;
    }
}
