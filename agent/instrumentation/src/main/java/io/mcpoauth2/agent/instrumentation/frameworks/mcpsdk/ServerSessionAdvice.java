package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.RequestIdentity;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * On {@code McpServerSession.handle}, which serves the HTTP+SSE transport and stdio. On stdio nobody can authenticate
 * (REQUIREMENTS row 2): the session works, and its guarded handlers refuse.
 */
public final class ServerSessionAdvice {
    private static final String STDIO = "io.modelcontextprotocol.server.transport.StdioServerTransportProvider";

    private ServerSessionAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(
            @Advice.This Object session,
            @Advice.FieldValue(value = "transport", typing = Assigner.Typing.DYNAMIC) @Nullable Object transport) {
        Canary.stop(session);
        boolean stdio = transport != null && transport.getClass().getName().startsWith(STDIO);
        return stdio ? null : SessionIdentity.require();
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable Mono<?> exit(
            @Advice.Enter @Nullable Object identity, @Advice.Return @Nullable Mono<?> handling) {
        return identity == null ? handling : SessionIdentity.bind((RequestIdentity) identity, handling);
    }
}
