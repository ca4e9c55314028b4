package io.mcpoauth2.agent.instrumentation.context.micronaut;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Where Micronaut makes an answer of what a route has thrown. */
public final class MicronautErrorInstrumentation {
    private MicronautErrorInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.micronaut.http.server.RequestLifecycle",
                "Micronaut errors",
                false,
                List.of(new MethodWeaving(
                        "onErrorNoFilter",
                        List.of("io.micronaut.http.HttpRequest", "java.lang.Throwable"),
                        "io.mcpoauth2.agent.instrumentation.context.micronaut.ErrorAdvice",
                        false))));
    }
}
