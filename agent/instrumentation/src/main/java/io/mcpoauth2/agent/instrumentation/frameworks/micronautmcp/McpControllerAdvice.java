package io.mcpoauth2.agent.instrumentation.frameworks.micronautmcp;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.McpFramework;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** On {@code McpController.handlePost}, which returns the promise of a response. */
public final class McpControllerAdvice {
    private static final McpFramework FRAMEWORK =
            new McpFramework("Micronaut MCP", "Micronaut's HTTP server", "Run it on Micronaut's Netty server");

    private McpControllerAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Mono.class)
    public static @Nullable Object enter() {
        HttpReply reply = Doors.installed().chokePoints().refusal(FRAMEWORK);
        return reply == null ? null : Mono.just(response(reply));
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Mono<?> exit(
            @Advice.Enter @Nullable Object refusal, @Advice.Return @Nullable Mono<?> handling) {
        return refusal instanceof Mono<?> reply ? reply : handling;
    }

    private static HttpResponse<byte[]> response(HttpReply reply) {
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(reply.status(), "Refused").body(reply.body());
        for (HttpReply.Header header : reply.headers()) {
            response.header(header.name(), header.value());
        }
        return response;
    }
}
