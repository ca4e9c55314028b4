package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.config.SettingsResult;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.ExpiryWatch;
import io.mcpoauth2.agent.door.McpLists;
import io.mcpoauth2.agent.instrumentation.canary.DoorProofs;
import io.mcpoauth2.agent.instrumentation.canary.ProofWatch;
import io.mcpoauth2.agent.instrumentation.context.concurrent.ConcurrencyWeaving;
import io.mcpoauth2.agent.instrumentation.door.MetadataHook;
import io.mcpoauth2.agent.instrumentation.door.ServerStart;
import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.listeners.ListenerFilter;
import io.mcpoauth2.agent.instrumentation.listeners.ListenerWatch;
import io.mcpoauth2.agent.instrumentation.listeners.OtherServers;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.threads.BoundedThreads;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.bridge.Installation;
import io.mcpoauth2.bridge.Presets;
import java.lang.instrument.Instrumentation;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Installs the agent; called by name by the launcher, once in a JVM. */
public final class AgentStart {
    /** Responses that are ended at a time, each by a thread that may run into a server's locks. */
    private static final int MOST_ENDING = 64;

    private static final int MOST_TO_END = 4_096;

    /** sysexits.h EX_CONFIG, as the order of agents is configuration. */
    private static final int EXIT_UNPROTECTABLE = 78;

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
        StartReport report = new StartReport(result, version, jvm, log);
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
            begin(jvm, result.settings().get(), false, log, attached);
        }
        return null;
    }

    /** Returns null when installed, else nothing to tell: the report waits for the first server. */
    private static @Nullable String beginHosted(Instrumentation jvm, SettingsResult result, AgentLog log) {
        if (result.settings().isPresent()) {
            begin(jvm, result.settings().get(), false, log, false);
            return null;
        }
        if (result.unusable().isPresent() && result.exitOnStartFailure()) {
            begin(jvm, result.unusable().get(), true, log, false);
            return null;
        }
        jvm.addTransformer(new FirstServer(Instrumentations.doors(), log::release));
        return result.mode() == Settings.Mode.OFF ? null : "";
    }

    /** Written without lambdas: each costs a starting JVM more than a class does. */
    private static void begin(
            Instrumentation jvm, Settings settings, boolean refusing, AgentLog log, boolean attached) {
        ClassLoader agent = AgentStart.class.getClassLoader();
        OpenedPackages packages = new OpenedPackages(jvm);
        AgentCore core = refusing ? AgentCore.refusing(settings, log) : new AgentCore(settings, log);
        DoorLoaders doorLoaders = new DoorLoaders(agent, packages);
        Installation.complete(new InstalledAgent(core, doorLoaders));
        if (settings.mode() == Settings.Mode.REPORT) {
            ReportMode.begin(core, log);
        }

        Coverage coverage = new Coverage();
        ConcurrencyWeaving futures = new ConcurrencyWeaving(jvm, log, coverage);
        HandlerSignatures signatures = new HandlerSignatures(settings.handlers(), settings.presets());
        HandlerReport handlers = new HandlerReport(log, core.access().handlers());
        List<TypeInstrumentation> instrumentations = Instrumentations.of(settings);
        Fallbacks fallbacks =
                new Fallbacks(instrumentations, Instrumentations.refusals(), settings, agent, log, coverage);
        Weavings weavings = new Weavings(agent, coverage, fallbacks, new Runnable() {
            @Override
            public void run() {
                log.release();
                if (settings.propagation()) {
                    futures.expect();
                }
                packages.openTls(AgentStart.class.getModule());
                core.warmUp();
            }
        });
        ExpiryWatch watch = new ExpiryWatch(
                Clock.systemUTC(),
                new DaemonThreads("mcp-oauth2-agent-expiry"),
                new BoundedThreads("mcp-oauth2-agent-ending", MOST_ENDING, MOST_TO_END),
                log);
        new Doors(core, watch, settings.expiryGrace(), log, new Consumer<>() {
                    @Override
                    public void accept(String door) {
                        futures.weave();
                        Presets.serve();
                        log.info("first request: "
                                + coverage.summary(
                                        door, handlers.handlers(), settings.presets() ? handlers.presets() : -1));
                        reportUnmatched(handlers, signatures, log);
                        core.expose(coverage);
                    }
                })
                .install();
        if (Instrumentations.changesLists(settings)) {
            new McpLists(core, core.access(), settings.lists(), new AdvertisedScopes(settings.scopePrefix())).install();
        }

        DoorProofs proofs = new DoorProofs(
                jvm,
                agent,
                doorLoaders,
                log,
                coverage,
                new ProofWatch(new DaemonThreads("mcp-oauth2-agent-doors"), log),
                new Runnable() {
                    @Override
                    public void run() {
                        Runtime.getRuntime().halt(EXIT_UNPROTECTABLE);
                    }
                });
        Runnable atServerStart = new Runnable() {
            @Override
            public void run() {
                Presets.serve();
                futures.weave();
                proofs.run();
            }
        };
        ServerStart.observe(atServerStart);

        OtherServers others = new OtherServers(jvm, settings.listeners(), log);
        others.install();
        ListenerWatch listeners = new ListenerWatch(settings.listeners(), others, coverage, log, new Runnable() {
            @Override
            public void run() {
                Presets.serve();
                ServerStart.announce();
                log.release();
                core.expose(coverage);
            }
        });
        new MetadataHook(core).install();
        jvm.addTransformer(new OtherLocks(log));
        if (attached) {
            Presets.serve(); // What listens already is not seen.
        }
        ClassFilter filter = new ClassFilter(
                instrumentations, signatures, new HandlerWeaver(signatures, handlers), weavings, proofs, agent, log);
        LoadedClasses loaded = new LoadedClasses(jvm, log);
        boolean woven = false;
        try {
            jvm.addTransformer(filter, true);
            loaded.weave(filter, jvm.getAllLoadedClasses());
            ListenerFilter.install(jvm, listeners, attached);
            woven = true;
            if (loaded.haveBeenWoven()) {
                atServerStart.run(); // One of them may serve already.
            }
        } finally {
            if (!woven) {
                jvm.removeTransformer(filter);
                loaded.restore();
                Installation.withdraw();
            }
        }
    }

    private static void reportUnmatched(HandlerReport handlers, HandlerSignatures signatures, AgentLog log) {
        for (String signature : handlers.unmatched(signatures)) {
            log.error("no handler matches " + signature + " (handlers): nothing is guarded by it");
        }
    }
}
