package io.mcpoauth2.agent.instrumentation.doors.ktor;

/** Tells the pipelines of a server's engines from all others. Apart, as a client's loader has no class of a server. */
final class Pipelines {
    private static final String ENGINES = "io.ktor.server.engine.EnginePipeline";

    private static final ClassValue<Boolean> OF_ENGINES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getName().equals(ENGINES);
        }
    };

    private Pipelines() {}

    /** The class of an engine's pipeline is final. */
    static boolean areOfEngines(Object pipeline) {
        return OF_ENGINES.get(pipeline.getClass());
    }
}
