package io.mcpoauth2.agent.instrumentation.context.vertx;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** What Vert.x's door needs beside it: who a future's listeners run for, and the refusals of guarded handlers. */
public final class VertxContextInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.vertx.";

    private VertxContextInstrumentation() {}

    public static List<TypeInstrumentation> futures() {
        return List.of(new TypeInstrumentation(
                "io.vertx.core.impl.future.FutureImpl",
                "Vert.x futures",
                false,
                List.of(new MethodWeaving("addListener", List.of(), HERE + "ListenerAdvice", false))));
    }

    /** Where Vert.x Web would make a 500 of a refusal, before the application's failure handlers. */
    public static List<TypeInstrumentation> refusals() {
        return List.of(new TypeInstrumentation(
                "io.vertx.ext.web.impl.RoutingContextImpl",
                "Vert.x Web refusals",
                false,
                List.of(new MethodWeaving("fail", List.of("int", "java.lang.Throwable"), HERE + "FailAdvice", false))));
    }
}
