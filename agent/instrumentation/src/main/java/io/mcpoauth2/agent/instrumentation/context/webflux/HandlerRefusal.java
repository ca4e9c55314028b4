package io.mcpoauth2.agent.instrumentation.context.webflux;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.instrumentation.context.reactor.RefusedMono;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** The gate's answer where a guarded handler has refused its caller. */
final class HandlerRefusal {
    private HandlerRefusal() {}

    /** Writes the answer; fails as before where the failure is none of the guard's, or the response has begun. */
    static Mono<Void> of(Throwable failure, ServerHttpResponse response) {
        return RefusedMono.of(failure, response.isCommitted(), reply -> write(reply, response));
    }

    private static Mono<Void> write(HttpReply reply, ServerHttpResponse response) {
        response.setRawStatusCode(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) {
                response.getHeaders().set(header.name(), header.value());
            } else {
                response.getHeaders().add(header.name(), header.value());
            }
        }
        response.getHeaders().setContentLength(reply.body().length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(reply.body())));
    }
}
