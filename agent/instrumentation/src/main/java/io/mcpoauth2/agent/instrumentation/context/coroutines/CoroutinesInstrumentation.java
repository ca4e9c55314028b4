package io.mcpoauth2.agent.instrumentation.context.coroutines;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Where kotlinx.coroutines makes the context of a coroutine, from which its thread hops take it. */
public final class CoroutinesInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.coroutines.";
    private static final String CONTEXT = "kotlin.coroutines.CoroutineContext";

    private CoroutinesInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "kotlinx.coroutines.CoroutineContextKt",
                "Kotlin coroutines",
                false,
                List.of(
                        new MethodWeaving(
                                "newCoroutineContext",
                                List.of("kotlinx.coroutines.CoroutineScope", CONTEXT),
                                HERE + "LaunchAdvice",
                                true),
                        // Since 1.6.
                        new MethodWeaving(
                                "newCoroutineContext", List.of(CONTEXT, CONTEXT), HERE + "PartAdvice", false))));
    }
}
