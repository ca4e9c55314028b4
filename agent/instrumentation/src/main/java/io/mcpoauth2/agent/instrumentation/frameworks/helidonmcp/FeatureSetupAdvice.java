package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import io.helidon.webserver.http.HttpRouting;
import net.bytebuddy.asm.Advice;

/** On {@code McpServerFeature.setup}, once while the application starts: our routes come before its own. */
public final class FeatureSetupAdvice {
    private FeatureSetupAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.Argument(0) HttpRouting.Builder routing, @Advice.FieldValue("endpoint") String endpoint) {
        RefusingRoute.register(routing, endpoint);
    }
}
