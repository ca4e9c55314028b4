package io.mcpoauth2.agent.instrumentation.doors.helidonhttp2;

import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/** On {@code SubProtocolResult.subProtocol()}, asked for a request that another protocol than HTTP is to serve, gRPC say. */
public final class SubProtocolAdvice {
    private SubProtocolAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object result) {
        Canary.stop(result);
        throw RequestException.builder()
                .type(DirectHandler.EventType.OTHER)
                .status(Status.SERVICE_UNAVAILABLE_503)
                .message("mcp-oauth2-agent: no door knows the protocol of this request, so it is refused")
                .build();
    }
}
