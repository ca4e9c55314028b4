package io.mcpoauth2.agent.instrumentation.frameworks.solonmcp;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.McpFramework;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.noear.solon.core.handle.Context;

/** On the methods by which Solon's transports serve a request. */
public final class SolonTransportAdvice {
    private static final McpFramework FRAMEWORK =
            new McpFramework("Solon AI MCP", "Solon's HTTP server", McpFramework.ANOTHER_LOCK);

    private SolonTransportAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(@Advice.Argument(0) Context context) {
        HttpReply reply = Doors.installed().chokePoints().refusal(FRAMEWORK);
        if (reply == null) {
            return null;
        }
        context.status(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            context.headerAdd(header.name(), header.value());
        }
        context.output(reply.body());
        return Skip.BODY;
    }
}
