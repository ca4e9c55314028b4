package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.config.SettingsResult;
import io.mcpoauth2.agent.instrumentation.door.Doors;
import io.mcpoauth2.agent.instrumentation.door.ExpiryWatch;
import io.mcpoauth2.agent.instrumentation.door.MetadataHook;
import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
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
     * @param hosted whether no main class is named: nothing is told before there is a server or a line of another cause,
     *     and a wrong configuration has every request refused
     * @return null when installed, else why the JVM goes on without protection, as the configuration allows; empty if
     *     that is told later
     * @throws IllegalStateException if the configuration is wrong and the agent must not be ignored; nothing has changed
     */
    public static @Nullable String install(
            Instrumentation jvm, @Nullable String arguments, String version, boolean attached, boolean hosted) {
        SettingsResult result = SettingsReader.ofThisProcess(arguments).read();
        AgentLog log = AgentLog.toStderr(result.logLevel());
        StartReport report = new StartReport(result, version, log);
        if (hosted) {
            log.hold(report::write);
            return beginHosted(jvm, result, log);
        }
        report.writeWarnings();
        if (!result.errors().isEmpty()) {
            if (attached || result.exitOnStartFailure()) {
                throw new IllegalStateException(report.errors());
            }
            return report.errors() + System.lineSeparator() + report.unprotected();
        }
        report.writeMode();
        if (result.settings().isPresent()) {
            Settings settings = result.settings().get();
            begin(jvm, settings, new AgentCore(settings, log), log);
        }
        return null;
    }

    /** Returns null when installed, else nothing to tell: the report waits for the first server. */
    private static @Nullable String beginHosted(Instrumentation jvm, SettingsResult result, AgentLog log) {
        if (result.settings().isPresent()) {
            Settings settings = result.settings().get();
            begin(jvm, settings, new AgentCore(settings, log), log);
            return null;
        }
        if (result.unusable().isPresent() && result.exitOnStartFailure()) {
            Settings unusable = result.unusable().get();
            begin(jvm, unusable, AgentCore.refusing(unusable, log), log);
            return null;
        }
        jvm.addTransformer(new FirstServer(Instrumentations.doors(), log::release));
        return result.mode() == Settings.Mode.OFF ? null : "";
    }

    private static void begin(Instrumentation jvm, Settings settings, AgentCore core, AgentLog log) {
        ClassLoader agent = AgentStart.class.getClassLoader();
        OpenedPackages packages = new OpenedPackages(jvm);
        packages.openTls(AgentStart.class.getModule());
        Installation.complete(new InstalledAgent(core, new DoorLoaders(agent, packages)));

        Coverage coverage = new Coverage();
        HandlerSignatures signatures = new HandlerSignatures(settings.handlers());
        HandlerReport handlers = new HandlerReport(log);
        Weavings weavings = new Weavings(agent, coverage, () -> {
            log.release();
            core.warmUp();
        });
        ExpiryWatch watch = new ExpiryWatch(Clock.systemUTC(), new DaemonThreads("mcp-oauth2-agent-expiry"), log);
        new Doors(core::gate, watch, log, door -> {
                    log.info("first request: " + coverage.summary(door, handlers.handlers()));
                    reportUnmatched(handlers, signatures, log);
                    core.expose();
                })
                .install();

        new MetadataHook(core::gate).install();
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
