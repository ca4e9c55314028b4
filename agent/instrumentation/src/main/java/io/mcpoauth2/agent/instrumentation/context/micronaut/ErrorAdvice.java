package io.mcpoauth2.agent.instrumentation.context.micronaut;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.micronaut.core.execution.ExecutionFlow;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code RequestLifecycle.onErrorNoFilter(HttpRequest, Throwable, …)}: a guarded method's refusal is the gate's answer. */
public final class ErrorAdvice {
    private ErrorAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = ExecutionFlow.class)
    public static @Nullable Object enter(@Advice.Argument(1) Throwable thrown) {
        return Doors.installed()
                .eventLoops()
                .refusalOf(thrown)
                .map(reply -> ExecutionFlow.just(response(reply)))
                .orElse(null);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable ExecutionFlow<?> exit(
            @Advice.Enter @Nullable Object refusal, @Advice.Return @Nullable ExecutionFlow<?> handling) {
        return refusal instanceof ExecutionFlow<?> reply ? reply : handling;
    }

    private static HttpResponse<?> response(HttpReply reply) {
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(reply.status(), "Refused").body(reply.body());
        for (HttpReply.Header header : reply.headers()) {
            response.header(header.name(), header.value());
        }
        return response;
    }
}
