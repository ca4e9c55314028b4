package io.mcpoauth2.agent.instrumentation.frameworks.stdio;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * On the method of Quarkus MCP that handles each message, by whatever transport: what it starts carries on what its thread
 * does. Where messages are read is too early, as an executor that was made before any server listens may carry nothing.
 */
public final class QuarkusMessageAdvice {
    private static final String OF_STDIO = "io.quarkiverse.mcp.server.stdio.runtime.StdioMcpMessageHandler";

    private QuarkusMessageAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable RequestIdentity enter(@Advice.This Object handler) {
        return Carrier.swap(isOfStdio(handler) ? RequestIdentity.ofStdio() : Carrier.current());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit(@Advice.Enter @Nullable RequestIdentity previous) {
        Carrier.restore(previous);
    }

    /** A bean with interceptors is of a subclass. */
    private static boolean isOfStdio(Object handler) {
        for (Class<?> type = handler.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(OF_STDIO)) {
                return true;
            }
        }
        return false;
    }
}
