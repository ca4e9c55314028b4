package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.McpFramework;
import io.mcpoauth2.agent.instrumentation.context.reactor.IdentityMono;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The identity a session's message is handled for: that of the request that brought it, wherever Reactor runs it. */
final class SessionIdentity {
    private static final McpFramework FRAMEWORK = new McpFramework(
            "the MCP Java SDK",
            "an HTTP server that is not known",
            "Run the MCP server on Tomcat, Jetty, another servlet container, Reactor Netty or the JDK's HTTP server");

    private SessionIdentity() {}

    /**
     * @throws NotAuthenticatedException if the thread works for no authenticated request
     */
    static RequestIdentity require() {
        return Doors.installed().chokePoints().require(FRAMEWORK);
    }

    /** The same, subscribed to as {@code identity} whichever thread subscribes. */
    static <T> @Nullable Mono<T> bind(RequestIdentity identity, @Nullable Mono<T> handling) {
        return handling == null ? null : IdentityMono.of(handling, identity);
    }
}
