package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.spi.ServerConnectionSelector;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code ConnectionProviders.byApplicationProtocol(String)}, the protocol that client and server have agreed on by TLS. */
public final class NegotiatedAdvice {
    private NegotiatedAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object providers) {
        Canary.stop(providers);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static @Nullable ServerConnectionSelector exit(
            @Advice.Return @Nullable ServerConnectionSelector negotiated) {
        return negotiated == null ? null : KnownParts.protocol(negotiated);
    }
}
