package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Every task that goes to a Reactor scheduler passes {@code Schedulers.onSchedule}. */
public final class ReactorInstrumentation {
    private ReactorInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "reactor.core.scheduler.Schedulers",
                "Reactor schedulers",
                false,
                List.of(new MethodWeaving(
                        "onSchedule",
                        List.of("java.lang.Runnable"),
                        "io.mcpoauth2.agent.instrumentation.context.reactor.OnScheduleAdvice",
                        true))));
    }
}
