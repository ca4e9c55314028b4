package io.mcpoauth2.agent.instrumentation.doors.ktornetty;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Ktor 3 on Netty: its start, which a version that {@link KtorNettyRequest} does not fit refuses. */
public final class KtorNettyInstrumentation {
    private KtorNettyInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "io.ktor.server.netty.NettyApplicationEngine",
                "Ktor door for Netty",
                true,
                List.of(new MethodWeaving(
                        "start",
                        List.of("boolean"),
                        "io.mcpoauth2.agent.instrumentation.doors.ktornetty.NettyStartAdvice",
                        true))));
    }
}
