package io.mcpoauth2.agent.instrumentation.context.micronaut;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Where Micronaut begins to handle a request that its decoder has handed on, before filters and routes. */
public final class MicronautUserInstrumentation {
    private MicronautUserInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.micronaut.http.server.netty.NettyRequestLifecycle",
                "Micronaut user",
                false,
                List.of(new MethodWeaving(
                        "handleNormal",
                        List.of("io.micronaut.http.server.netty.NettyHttpRequest"),
                        "io.mcpoauth2.agent.instrumentation.context.micronaut.UserPrincipalAdvice",
                        true))));
    }
}
