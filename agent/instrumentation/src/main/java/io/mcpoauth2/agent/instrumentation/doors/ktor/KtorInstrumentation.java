package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Ktor 3: the pipeline that each engine executes for each request, before any interceptor of it; and where Ktor answers
 * for an exception that nobody has handled.
 */
public final class KtorInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.ktor.";
    private static final String CONTENT = "io.ktor.http.content.OutgoingContent";

    private KtorInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "io.ktor.server.engine.EnginePipeline",
                        "Ktor door",
                        true,
                        // What its superclass asks it before it executes: a version that does not fit refuses here.
                        List.of(new MethodWeaving(
                                "getDevelopmentMode", List.of(), HERE + "EnginePipelineAdvice", true))),
                // Of clients, too, whose loaders have no server.
                new TypeInstrumentation(
                        "io.ktor.util.pipeline.Pipeline",
                        "Ktor pipeline",
                        false,
                        List.of(new MethodWeaving(
                                "execute",
                                List.of("java.lang.Object", "java.lang.Object", "kotlin.coroutines.Continuation"),
                                HERE + "ExecuteAdvice",
                                true))),
                new TypeInstrumentation(
                        "io.ktor.server.engine.BaseApplicationResponse",
                        "Ktor response",
                        false,
                        List.of(
                                new MethodWeaving("commitHeaders", List.of(CONTENT), HERE + "CommitAdvice", true),
                                new MethodWeaving(
                                        "respondOutgoingContent",
                                        List.of(CONTENT, "kotlin.coroutines.Continuation"),
                                        HERE + "ContentAdvice",
                                        true))),
                new TypeInstrumentation(
                        "io.ktor.server.engine.DefaultEnginePipelineKt",
                        "Ktor failures",
                        false,
                        List.of(new MethodWeaving(
                                "handleFailure",
                                List.of("io.ktor.server.application.ApplicationCall", "java.lang.Throwable"),
                                HERE + "FailureAdvice",
                                true))));
    }
}
