package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.instrumentation.canary.DoorProofs;
import io.mcpoauth2.agent.instrumentation.canary.ProofWatch;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;

/** What a class filter of the tests is made of, where a test is about something else. */
final class FilterParts {
    private FilterParts() {}

    /** Weaves all that it is given: classes of tests belong to no server whose version may not fit. */
    static Weavings weavings(AgentLog log, Runnable atFirstDoor) {
        ClassLoader agent = FilterParts.class.getClassLoader();
        Fallbacks fallbacks = new Fallbacks(
                List.of(),
                List.of(),
                SettingsReader.ofThisProcess("issuer=https://issuer.example,audience=https://mcp.example")
                        .read()
                        .settings()
                        .orElseThrow(),
                agent,
                log,
                gap -> {});
        return new Weavings(agent, new Coverage(), fallbacks, atFirstDoor);
    }

    /** Proofs that nobody asks for. */
    static DoorProofs unwatchedProofs(AgentLog log) {
        return new DoorProofs(
                ByteBuddyAgent.install(),
                FilterParts.class.getClassLoader(),
                loader -> loader,
                log,
                gap -> {},
                new ProofWatch(task -> {}, log),
                () -> {
                    throw new AssertionError("the JVM would end");
                });
    }
}
