package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import io.helidon.webserver.http.ServerResponse;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On the methods of {@code McpServerFeature} that serve a message or a session. */
public final class McpFeatureAdvice {
    private McpFeatureAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static @Nullable Object enter(@Advice.Argument(1) ServerResponse response) {
        return RefusingRoute.answers(response) ? Skip.BODY : null;
    }
}
