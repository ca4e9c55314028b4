package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Skip;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.server.netty.handler.OutboundAccess;
import io.micronaut.http.server.netty.handler.RequestHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code RequestHandler.accept(…)}, by which the decoder of a connection hands on a request; calls itself when it is judged. */
public final class AcceptAdvice {
    private AcceptAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(
            @Advice.This RequestHandler handler,
            @Advice.Argument(0) ChannelHandlerContext context,
            @Advice.Argument(1) HttpRequest request,
            @Advice.Argument(2) CloseableByteBody body,
            @Advice.Argument(3) OutboundAccess outbound) {
        Canary.stop(handler);
        if (outbound instanceof AdmittedOutbound) {
            return null;
        }
        new ArrivedRequest(handler, context, request, body, outbound).judge();
        return Skip.BODY;
    }
}
