package io.mcpoauth2.agent.instrumentation.doors.helidonhttp2;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * HTTP/2 of Helidon's WebServer: where a stream is served, and the ways around the routing, which are closed: protocols
 * within HTTP/2, as gRPC is, and other routings.
 */
public final class HelidonHttp2Instrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.helidonhttp2.";
    private static final String DOOR = "Helidon door";
    private static final String HTTP2 = "io.helidon.webserver.http2.";

    private HelidonHttp2Instrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        HTTP2 + "Http2ServerStream",
                        DOOR,
                        true,
                        List.of(new MethodWeaving("run", List.of(), HERE + "StreamAdvice", true))),
                new TypeInstrumentation(
                        HTTP2 + "Http2ServerResponse",
                        "Helidon response",
                        false,
                        List.of(new MethodWeaving("commit", List.of(), HERE + "CommitAdvice", true))),
                new TypeInstrumentation(
                        HTTP2 + "spi.SubProtocolResult",
                        DOOR,
                        true,
                        List.of(new MethodWeaving("subProtocol", List.of(), HERE + "SubProtocolAdvice", true))));
    }
}
