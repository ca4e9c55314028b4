package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Micronaut 4.10 on Netty: the two handlers that each request is handed to, of HTTP/1 and of HTTP/2, before filters and
 * routes. The third one there is only redirects to HTTPS.
 */
public final class MicronautInstrumentation {
    private static final String DOOR = "Micronaut door";
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.micronaut.";
    private static final String SERVER = "io.micronaut.http.server.netty.";
    private static final MethodWeaving ACCEPT = new MethodWeaving(
            "accept",
            List.of(
                    "io.netty.channel.ChannelHandlerContext",
                    "io.netty.handler.codec.http.HttpRequest",
                    "io.micronaut.http.body.CloseableByteBody",
                    SERVER + "handler.OutboundAccess"),
            HERE + "AcceptAdvice",
            true);

    private MicronautInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        SERVER + "RoutingInBoundHandler",
                        DOOR,
                        true,
                        List.of(
                                ACCEPT,
                                new MethodWeaving(
                                        "responseWritten",
                                        List.of("java.lang.Object"),
                                        HERE + "ResponseWrittenAdvice",
                                        true))),
                new TypeInstrumentation(
                        SERVER + "websocket.NettyServerWebSocketUpgradeHandler",
                        DOOR,
                        true,
                        List.of(
                                ACCEPT,
                                new MethodWeaving(
                                        "handleHandshake",
                                        List.of("io.netty.channel.ChannelHandlerContext", SERVER + "NettyHttpRequest"),
                                        HERE + "HandshakeAdvice",
                                        true))));
    }
}
