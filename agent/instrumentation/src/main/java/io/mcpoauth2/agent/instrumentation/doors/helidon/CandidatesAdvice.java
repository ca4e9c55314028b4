package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.webserver.spi.ServerConnectionSelector;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** On {@code ConnectionProviders.providerCandidates()}, the protocols that a connection's first bytes may be of. */
public final class CandidatesAdvice {
    private CandidatesAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.This Object providers) {
        Canary.stop(providers);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static List<ServerConnectionSelector> exit(@Advice.Return List<ServerConnectionSelector> candidates) {
        candidates.replaceAll(KnownParts::protocol);
        return candidates;
    }
}
