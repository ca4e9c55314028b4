package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.ArrayList;
import java.util.List;

/**
 * Vert.x 4.5 and 5.0: the connections that call a server's handlers, WebSocket handshakes and malformed requests included,
 * what tells that a response has ended, what a request's body is read by, and the contexts that its code runs on.
 *
 * <p>A connection is woven and not the setter of a handler, so that a server that listens already, and connections that
 * are open, are guarded when the agent is attached.
 */
public final class VertxInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.vertx.";
    private static final String CONTEXT = "io.mcpoauth2.agent.instrumentation.context.vertx.";
    private static final String HTTP = "io.vertx.core.http.impl.";
    private static final String HANDLER = "io.vertx.core.Handler";
    private static final String BYTES = "io.netty.buffer.ByteBuf";
    private static final String BUFFER = "io.vertx.core.buffer.Buffer";
    private static final String RESPONSE = "Vert.x response";
    private static final String HEAD = "prepareHeaders";
    private static final String CORE = "io.vertx.core.impl.";

    private VertxInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        CORE + "VertxImpl",
                        "Vert.x door",
                        false,
                        List.of(
                                new MethodWeaving("createHttpServer", List.of(), HERE + "ServerAdvice", true),
                                // Their parameter has another package in 5.
                                new MethodWeaving("beginDispatch", List.of(), CONTEXT + "BeginDispatchAdvice", true),
                                new MethodWeaving("endDispatch", List.of(), CONTEXT + "EndDispatchAdvice", true))),
                duplicates("ContextImpl"),
                duplicates("DuplicatedContext"),
                new TypeInstrumentation(
                        HTTP + "Http1xServerConnection",
                        "Vert.x door",
                        true,
                        List.of(
                                message("RequestHandlerAdvice"),
                                message("InvalidRequestHandlerAdvice"),
                                new MethodWeaving("responseComplete", List.of(), HERE + "ResponseEndAdvice", true),
                                new MethodWeaving("handleClosed", List.of(), HERE + "ResponseEndAdvice", true))),
                new TypeInstrumentation(
                        HTTP + "Http2ServerRequest",
                        "Vert.x door",
                        true,
                        withBodies(new MethodWeaving("dispatch", List.of(HANDLER), HERE + "DispatchAdvice", true))),
                new TypeInstrumentation(
                        HTTP + "Http2ServerStream",
                        "Vert.x streams",
                        false,
                        List.of(new MethodWeaving("onClose", List.of(), HERE + "StreamEndAdvice", true))),
                new TypeInstrumentation(HTTP + "Http1xServerRequest", "Vert.x messages", false, bodies()),
                new TypeInstrumentation(
                        HTTP + "Http1xServerResponse",
                        RESPONSE,
                        false,
                        List.of(
                                new MethodWeaving(HEAD, List.of("long"), HERE + "ResponseHeadAdvice", true),
                                new MethodWeaving("write", List.of(BYTES), HERE + "ResponsePartAdvice", true),
                                // Its other parameter has another package in 5.
                                new MethodWeaving("end", List.of(BUFFER), HERE + "ResponseLastPartAdvice", true))),
                new TypeInstrumentation(
                        HTTP + "Http2ServerResponse",
                        RESPONSE,
                        false,
                        List.of(
                                new MethodWeaving(HEAD, List.of(), HERE + "StreamHeadAdvice", true),
                                new MethodWeaving(
                                        "write", List.of(BYTES, "boolean"), HERE + "StreamPartAdvice", true))));
    }

    private static List<MethodWeaving> withBodies(MethodWeaving first) {
        List<MethodWeaving> all = new ArrayList<>(bodies());
        all.add(0, first);
        return List.copyOf(all);
    }

    /** All by which an application reads the body of a request. */
    private static List<MethodWeaving> bodies() {
        return List.of(
                new MethodWeaving("handler", List.of(HANDLER), HERE + "BodyHandlerAdvice", true),
                new MethodWeaving("endHandler", List.of(HANDLER), HERE + "BodyEndHandlerAdvice", true),
                new MethodWeaving("pause", List.of(), HERE + "BodyPauseAdvice", true),
                new MethodWeaving("fetch", List.of("long"), HERE + "BodyFetchAdvice", true),
                new MethodWeaving("body", List.of(), HERE + "BodyAdvice", true),
                new MethodWeaving("end", List.of(), HERE + "BodyEndAdvice", true),
                new MethodWeaving("isEnded", List.of(), HERE + "BodyEndedAdvice", true),
                new MethodWeaving("setExpectMultipart", List.of("boolean"), HERE + "BodyFormAdvice", true),
                new MethodWeaving("uploadHandler", List.of(HANDLER), HERE + "BodyFormAdvice", true));
    }

    /** Other versions, from 3 on: none of their servers is made, by whichever of the two ways they have. */
    public static TypeInstrumentation refusal() {
        return new TypeInstrumentation(
                CORE + "VertxImpl",
                "Vert.x refusal",
                false,
                List.of(
                        new MethodWeaving("createHttpServer", List.of(), HERE + "NoServerAdvice", false),
                        new MethodWeaving("httpServerBuilder", List.of(), HERE + "NoServerAdvice", false)));
    }

    private static MethodWeaving message(String advice) {
        return new MethodWeaving("handleMessage", List.of("java.lang.Object"), HERE + advice, true);
    }

    private static TypeInstrumentation duplicates(String type) {
        return new TypeInstrumentation(
                CORE + type,
                "Vert.x contexts",
                false,
                List.of(new MethodWeaving("duplicate", List.of(), CONTEXT + "DuplicateAdvice", true)));
    }
}
