package io.mcpoauth2.agent.instrumentation.context.webflux;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Where Spring WebFlux takes a request from its server, where a servlet container asks for its response, and where exception
 * handlers would make a 500 of a guarded handler's refusal.
 */
public final class WebFluxRequestInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.webflux.";

    private WebFluxRequestInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "org.springframework.web.server.adapter.HttpWebHandlerAdapter",
                        "Spring WebFlux requests",
                        false,
                        List.of(new MethodWeaving(
                                "handle",
                                List.of(
                                        "org.springframework.http.server.reactive.ServerHttpRequest",
                                        "org.springframework.http.server.reactive.ServerHttpResponse"),
                                HERE + "RequestContextAdvice",
                                true))),
                new TypeInstrumentation(
                        "org.springframework.http.server.reactive.AbstractListenerServerHttpResponse",
                        "Spring WebFlux responses",
                        false,
                        List.of(new MethodWeaving(
                                "writeAndFlushWithInternal",
                                List.of("org.reactivestreams.Publisher"),
                                HERE + "ResponseBodyAdvice",
                                true))),
                new TypeInstrumentation(
                        "org.springframework.web.server.handler.FilteringWebHandler",
                        "Spring WebFlux refusals",
                        false,
                        List.of(new MethodWeaving(
                                "handle",
                                List.of("org.springframework.web.server.ServerWebExchange"),
                                HERE + "HandlerRefusalAdvice",
                                true))));
    }
}
