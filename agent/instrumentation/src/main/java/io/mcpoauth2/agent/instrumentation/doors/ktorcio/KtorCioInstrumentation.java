package io.mcpoauth2.agent.instrumentation.doors.ktorcio;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Ktor 3 on CIO: its start, which a version that {@link KtorCioRequest} does not fit refuses. */
public final class KtorCioInstrumentation {
    private KtorCioInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.ktor.server.cio.CIOApplicationEngine",
                "Ktor door for CIO",
                true,
                List.of(new MethodWeaving(
                        "startConnector",
                        List.of(),
                        "io.mcpoauth2.agent.instrumentation.doors.ktorcio.CioStartAdvice",
                        true))));
    }
}
