package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelHandlerContext;
import net.bytebuddy.asm.Advice;

/** On {@code NettyServerWebSocketUpgradeHandler.handleHandshake(…)}, by which a connection becomes a WebSocket. */
public final class HandshakeAdvice {
    private HandshakeAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.This Object handler,
            @Advice.Argument(0) ChannelHandlerContext context,
            @Advice.Argument(1) NettyHttpRequest<?> request) {
        Canary.stop(handler);
        AdmittedOutbound.upgraded(request.getNativeRequest(), context.channel());
    }
}
