package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** On {@code upgraders()} of the configuration of HTTP/1, by which each protocol that a request may ask for is known. */
public final class UpgradersAdvice {
    private UpgradersAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object configuration) {
        Canary.stop(configuration);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static Map<String, Http1Upgrader> exit(@Advice.Return Map<String, Http1Upgrader> upgraders) {
        return KnownParts.upgraders(upgraders);
    }
}
