package io.mcpoauth2.agent.instrumentation.frameworks.webflux;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.McpFramework;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What WebFlux sends instead of a transport's own response. */
final class WebFluxRefusal {
    private static final McpFramework FRAMEWORK = new McpFramework(
            "the MCP Java SDK",
            "Spring WebFlux on a server that is not known",
            "Run it on Reactor Netty, Tomcat or Jetty");

    private WebFluxRefusal() {}

    /** Reads the body away first: a connection whose request is not read to its end serves no other. */
    static @Nullable Mono<ServerResponse> of(ServerRequest request) {
        HttpReply reply = Doors.installed().chokePoints().refusal(FRAMEWORK);
        return reply == null ? null : request.bodyToMono(Void.class).then(response(reply));
    }

    /**
     * The transport's response, but where a session refuses: in a servlet container the door's identity is lost where
     * WebFlux reads the body on another thread.
     */
    static @Nullable Mono<?> orRefused(@Nullable Mono<?> handling) {
        return handling == null ? null : recovering(handling);
    }

    private static <T> Mono<Object> recovering(Mono<T> handling) {
        return handling.cast(Object.class)
                .onErrorResume(
                        NotAuthenticatedException.class,
                        refused -> response(Doors.withoutDoor()).cast(Object.class));
    }

    private static Mono<ServerResponse> response(HttpReply reply) {
        ServerResponse.BodyBuilder response = ServerResponse.status(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            response.header(header.name(), header.value());
        }
        return response.bodyValue(reply.body());
    }
}
