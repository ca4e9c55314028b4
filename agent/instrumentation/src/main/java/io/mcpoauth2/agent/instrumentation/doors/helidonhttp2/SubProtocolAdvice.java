package io.mcpoauth2.agent.instrumentation.doors.helidonhttp2;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.webserver.CloseConnectionException;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;

/**
 * On {@code SubProtocolResult.subProtocol()}, asked for a request that another protocol than HTTP is to serve, gRPC say: the
 * stream is reset as one that nobody has looked at (RFC 9113 §8.7).
 */
public final class SubProtocolAdvice {
    private static final String CLOSED =
            "mcp-oauth2-agent: no door knows the protocol of this request, so it is refused";

    private SubProtocolAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object result) {
        Canary.stop(result);
        throw new CloseConnectionException(CLOSED, new Http2Exception(Http2ErrorCode.REFUSED_STREAM, CLOSED));
    }
}
