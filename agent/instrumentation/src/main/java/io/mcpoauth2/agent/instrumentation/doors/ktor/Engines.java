package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.server.application.PipelineCall;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engines whose requests this door reads; by name, as an application has seldom more than one of them. */
final class Engines {
    private static final String DOORS = "io.mcpoauth2.agent.instrumentation.doors.";

    /** What reads a call, by the class of the call or a superclass of it. */
    private static final Map<String, String> READERS = Map.of(
            "io.ktor.server.netty.NettyApplicationCall", DOORS + "ktornetty.KtorNettyRequest",
            "io.ktor.server.cio.CIOApplicationCall", DOORS + "ktorcio.KtorCioRequest");

    private static final ClassValue<Optional<MethodHandle>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                String reader = READERS.get(at.getName());
                if (reader != null) {
                    return Optional.of(constructor(reader));
                }
            }
            return Optional.empty();
        }
    };

    private Engines() {}

    /**
     * @return null if it is no call of these engines
     */
    static @Nullable KtorRequest request(PipelineCall call) {
        MethodHandle reader = KNOWN.get(call.getClass()).orElse(null);
        if (reader == null) {
            return null;
        }
        try {
            return (KtorRequest) reader.invokeExact(call);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable failure) {
            throw new IllegalStateException("mcp-oauth2-agent: a request of Ktor cannot be read", failure);
        }
    }

    private static MethodHandle constructor(String reader) {
        try {
            return MethodHandles.lookup()
                    .findConstructor(Class.forName(reader), MethodType.methodType(void.class, PipelineCall.class))
                    .asType(MethodType.methodType(KtorRequest.class, PipelineCall.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this engine of Ktor has no door", e);
        }
    }
}
