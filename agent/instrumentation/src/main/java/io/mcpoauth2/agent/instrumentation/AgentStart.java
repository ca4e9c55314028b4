package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Problem;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.config.SettingsResult;
import io.mcpoauth2.agent.instrumentation.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.ExpiryWatch;
import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.listeners.ListenerFilter;
import io.mcpoauth2.agent.instrumentation.listeners.ListenerWatch;
import io.mcpoauth2.agent.instrumentation.listeners.OtherServers;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.bridge.Installation;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Installs the agent; called by name by the launcher, once in a JVM. */
public final class AgentStart {
    private AgentStart() {}

    /**
     * Reads the configuration and begins to weave. Fetches nothing.
     *
     * @param arguments what follows the jar on the command line; null if nothing does
     * @param version the agent's own, for messages
     * @param attached whether the JVM was running before, so that a failure is the attacher's to handle
     * @return null when installed, else why the JVM goes on without protection, as the configuration allows
     * @throws IllegalStateException if the configuration is wrong and the agent must not be ignored; nothing has changed
     */
    public static @Nullable String install(
            Instrumentation jvm, @Nullable String arguments, String version, boolean attached) {
        SettingsResult result = SettingsReader.ofThisProcess(arguments).read();
        AgentLog log = AgentLog.toStderr(result.logLevel());
        for (Problem warning : result.warnings()) {
            log.warn(warning.render());
        }
        if (result.mode() == Settings.Mode.OFF) {
            log.info("version " + version + " is off (mode=off): nothing is protected");
            return null;
        }
        if (result.settings().isEmpty()) {
            String report = "[mcp-oauth2-agent] ERROR " + String.join(System.lineSeparator(), result.render());
            if (attached || result.exitOnStartFailure()) {
                throw new IllegalStateException(report);
            }
            return report + System.lineSeparator()
                    + "[mcp-oauth2-agent] ERROR on_start_failure=continue: this JVM runs UNPROTECTED";
        }
        Settings settings = result.settings().get();
        log.info("version " + version + " on JDK " + Runtime.version().feature() + ", mode enforce, issuer "
                + String.join(", ", settings.issuerNames()) + ", audience " + String.join(", ", settings.audiences()));
        begin(jvm, settings, log, attached);
        return null;
    }

    private static void begin(Instrumentation jvm, Settings settings, AgentLog log, boolean attached) {
        ClassLoader agent = AgentStart.class.getClassLoader();
        Coverage coverage = new Coverage();
        AgentCore core = new AgentCore(settings, coverage, log);
        Installation.complete(new InstalledAgent(core, new DoorLoaders(agent, new OpenedPackages(jvm))));

        HandlerSignatures signatures = new HandlerSignatures(settings.handlers());
        HandlerReport handlers = new HandlerReport(log);
        Weavings weavings = new Weavings(agent, coverage, core::warmUp);
        ExpiryWatch watch = new ExpiryWatch(Clock.systemUTC(), new DaemonThreads("mcp-oauth2-agent-expiry"), log);
        new Doors(core::gate, watch, log, door -> {
                    log.info("first request: " + coverage.summary(door, handlers.handlers()));
                    reportUnmatched(handlers, signatures, log);
                    core.expose();
                })
                .install();

        OtherServers others = new OtherServers(jvm, settings.listeners(), log);
        others.install();
        ListenerWatch listeners = new ListenerWatch(settings.listeners(), others, coverage, log, core::expose);
        ClassFilter filter = new ClassFilter(
                Instrumentations.of(settings),
                signatures,
                new HandlerWeaver(signatures, handlers),
                weavings,
                agent,
                log);
        boolean woven = false;
        try {
            jvm.addTransformer(filter, true);
            weaveLoadedClasses(jvm, filter);
            ListenerFilter.install(jvm, listeners, attached);
            woven = true;
        } finally {
            if (!woven) {
                jvm.removeTransformer(filter);
                Installation.withdraw();
            }
        }
    }

    /**
     * Classes that came before us, preloaded from an archive or because the agent was attached late: one batch, which
     * succeeds or fails as a whole.
     */
    private static void weaveLoadedClasses(Instrumentation jvm, ClassFilter filter) {
        List<Class<?>> candidates = new ArrayList<>();
        for (Class<?> loaded : jvm.getAllLoadedClasses()) {
            if (filter.mayWant(loaded) && jvm.isModifiableClass(loaded)) {
                candidates.add(loaded);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        try {
            jvm.retransformClasses(candidates.toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException("a class that was modifiable no longer is", e);
        }
    }

    private static void reportUnmatched(HandlerReport handlers, HandlerSignatures signatures, AgentLog log) {
        for (String signature : handlers.unmatched(signatures)) {
            log.error("no handler matches " + signature + " (handlers): nothing is guarded by it");
        }
    }
}
