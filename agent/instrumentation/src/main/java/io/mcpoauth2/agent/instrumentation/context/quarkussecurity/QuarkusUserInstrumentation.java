package io.mcpoauth2.agent.instrumentation.context.quarkussecurity;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Where Quarkus asks all its mechanisms who sends a request: what comes of it becomes the identity of the routing context, of
 * injection and of annotations by Quarkus itself.
 */
public final class QuarkusUserInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.quarkussecurity.";

    private QuarkusUserInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.quarkus.vertx.http.runtime.security.HttpAuthenticator",
                "Quarkus user",
                false,
                List.of(new MethodWeaving(
                        "attemptAuthentication",
                        List.of("io.vertx.ext.web.RoutingContext"),
                        HERE + "AuthenticationAdvice",
                        true))));
    }
}
