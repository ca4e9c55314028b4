package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.telemetry.exposure.Exposure;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.agent.token.IssuerTokenValidator;
import io.mcpoauth2.agent.token.TokenValidator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * All that decides, built when it is first needed: a JVM that hosts no server loads neither the JSON parser nor the cache.
 *
 * <p>Whoever asks while it is being built waits. Nothing here may need a class of the application, whose loading might
 * wait for the asker.
 */
final class AgentCore {
    private final Settings settings;
    private final OpenedPackages packages;
    private final AgentLog log;
    private final AtomicBoolean exposed = new AtomicBoolean();
    private final boolean refusing;
    private volatile @Nullable Parts parts;
    private @Nullable Counters counters;

    AgentCore(Settings settings, OpenedPackages packages, AgentLog log) {
        this(settings, packages, log, false);
    }

    private AgentCore(Settings settings, OpenedPackages packages, AgentLog log, boolean refusing) {
        this.settings = settings;
        this.packages = packages;
        this.log = log;
        this.refusing = refusing;
    }

    /** Decides nothing, so that every request is refused: the settings have errors. */
    static AgentCore refusing(Settings unusable, OpenedPackages packages, AgentLog log) {
        return new AgentCore(unusable, packages, log, true);
    }

    Gate gate() {
        return parts().gate;
    }

    TokenValidator validator() {
        return parts().validator;
    }

    /**
     * Shows counters and what is not covered to operators, once, on a thread of its own; to be called when the application
     * has begun to listen.
     */
    void expose(Coverage coverage) {
        if (settings.jmx() && !refusing && exposed.compareAndSet(false, true)) {
            new DaemonThreads("mcp-oauth2-agent-jmx")
                    .execute(() -> Exposure.registerMBean(
                            counters(), this::keyAges, coverage::unknownServers, coverage::gaps, log));
        }
    }

    /** Of nothing, as long as there was nothing to judge. */
    private Map<String, Duration> keyAges() {
        Parts built = parts;
        return built == null ? Map.of() : built.validator.keyAges();
    }

    private synchronized Counters counters() {
        Counters known = counters;
        if (known == null) {
            known = new Counters();
            counters = known;
        }
        return known;
    }

    /** Builds it and fetches the keys, on threads of their own; returns at once. */
    void warmUp() {
        if (refusing) {
            return;
        }
        new DaemonThreads("mcp-oauth2-agent-start")
                .execute(() -> parts().validator.warmUp());
    }

    private Parts parts() {
        Parts known = parts;
        return known == null ? build() : known;
    }

    private synchronized Parts build() {
        if (refusing) {
            throw new IllegalStateException("mcp-oauth2-agent: the configuration has errors, which stderr lists");
        }
        Parts built = parts;
        if (built == null) {
            packages.openTls(AgentCore.class.getModule());
            Measurements measurements = Exposure.of(counters());
            BoundedVerifier verifier = new BoundedVerifier(Runtime.getRuntime().availableProcessors());
            IssuerTokenValidator validator = IssuerTokenValidator.create(settings, log, measurements, verifier);
            ProofOfPossession possession =
                    new ProofOfPossession(settings, verifier, Clock.systemUTC(), System::nanoTime, new SecureRandom());
            built = new Parts(validator, new Gate(settings, validator, possession, log, measurements));
            parts = built;
        }
        return built;
    }

    private record Parts(IssuerTokenValidator validator, Gate gate) {}
}
