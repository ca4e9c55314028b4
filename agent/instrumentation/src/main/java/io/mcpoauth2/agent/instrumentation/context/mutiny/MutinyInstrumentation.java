package io.mcpoauth2.agent.instrumentation.context.mutiny;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Mutiny, which hands each callback that it is given to {@code Infrastructure.decorate} when a pipeline is put together. */
public final class MutinyInstrumentation {
    private MutinyInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.smallrye.mutiny.infrastructure.Infrastructure",
                "Mutiny callbacks",
                false,
                List.of(new MethodWeaving(
                        "decorate",
                        List.of(),
                        "io.mcpoauth2.agent.instrumentation.context.mutiny.DecorateAdvice",
                        false))));
    }
}
