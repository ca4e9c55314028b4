package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.PolicyFile;
import io.mcpoauth2.agent.audit.AuditTrail;
import io.mcpoauth2.agent.config.PolicySource;
import io.mcpoauth2.agent.config.SenderConstraints;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.judgement.JudgementListener;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.telemetry.exposure.Exposure;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.agent.token.IssuerTokenValidator;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.bridge.Outcomes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that decides, built when it is first needed: a JVM that hosts no server loads neither the JSON parser nor the cache.
 *
 * <p>Whoever asks while it is being built waits. Nothing here may need a class of the application, whose loading might
 * wait for the asker.
 */
final class AgentCore implements Supplier<Gate> {
    /** How long a failure to build it is answered by itself. */
    private static final long REMEMBERED_NANOS = 1_000_000_000;

    private static final LongSupplier TICKS = new LongSupplier() {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    };

    private final Settings settings;
    private final Access access;
    private final AgentLog log;
    private final AtomicBoolean exposed = new AtomicBoolean();
    private final boolean refusing;
    private final LongSupplier nanos;
    private volatile @Nullable Parts parts;
    private volatile @Nullable FailedBuild failed;
    private @Nullable Counters counters;
    private @Nullable AuditTrail audit;

    AgentCore(Settings settings, AgentLog log) {
        this(settings, log, false, TICKS);
    }

    /**
     * @param nanos ticks like {@link System#nanoTime()}
     */
    AgentCore(Settings settings, AgentLog log, boolean refusing, LongSupplier nanos) {
        this.settings = settings;
        this.access = new Access(settings.access().policy());
        this.log = log;
        this.refusing = refusing;
        this.nanos = nanos;
    }

    /** Decides nothing, so that every request is refused: the settings have errors. */
    static AgentCore refusing(Settings unusable, AgentLog log) {
        return new AgentCore(unusable, log, true, TICKS);
    }

    /** The gate. */
    @Override
    public Gate get() {
        return parts().gate;
    }

    /** What callers may do, for gate and guards alike. */
    Access access() {
        return access;
    }

    /** Whether tokens are accepted only with a proof of possession. */
    boolean requiresProof() {
        SenderConstraints constraints = settings.senderConstraints();
        return constraints.dpop() == SenderConstraints.Policy.REQUIRED
                || constraints.mtls() == SenderConstraints.Policy.REQUIRED;
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
        if (known != null) {
            return known;
        }
        requireNoRecentFailure();
        return build();
    }

    private synchronized Parts build() {
        if (refusing) {
            throw new IllegalStateException("mcp-oauth2-agent: the configuration has errors, which stderr lists");
        }
        Parts built = parts;
        if (built == null) {
            requireNoRecentFailure(); // Of another request, for which this one waited.
            try {
                built = newParts();
            } catch (Throwable failure) {
                failed = new FailedBuild(failure, nanos.getAsLong());
                throw failure;
            }
            parts = built;
            failed = null;
        }
        return built;
    }

    /** What is broken is not built again by every request of a flood. */
    private void requireNoRecentFailure() {
        FailedBuild last = failed;
        if (last != null && nanos.getAsLong() - last.at < REMEMBERED_NANOS) {
            throw new IllegalStateException("mcp-oauth2-agent: what decides could not be built", last.cause);
        }
    }

    private Parts newParts() {
        Measurements measurements = Exposure.of(counters());
        BoundedVerifier verifier =
                new BoundedVerifier(Runtime.getRuntime().availableProcessors(), settings.rsaByProvider());
        IssuerTokenValidator validator = IssuerTokenValidator.create(settings, log, measurements, verifier);
        ProofOfPossession possession =
                new ProofOfPossession(settings, verifier, Clock.systemUTC(), TICKS, new SecureRandom());
        Gate gate = new Gate(settings, access, validator, possession, log, listener(measurements));
        watchPolicy(); // The last step, as it has a thread, and a build that has failed is tried again.
        return new Parts(validator, gate);
    }

    /** Rules may change while the process runs. */
    private void watchPolicy() {
        PolicySource source = settings.access().source();
        if (source.file().isEmpty()) {
            return;
        }
        try {
            new PolicyFile(source, source.file().get(), settings.access().policy(), access, Clock.systemUTC(), log)
                    .watch(new DaemonThreads("mcp-oauth2-agent-policy"));
        } catch (IOException e) {
            log.warn("changes of the configuration file's rules are not seen, as it is gone: "
                    + e.getClass().getSimpleName());
        }
    }

    /** What the gate tells of requests: to counters and, where there is one, to the audit, which is told of handlers, too. */
    private JudgementListener listener(Measurements measurements) {
        if (!settings.audit().isOn()) {
            return measurements;
        }
        AuditTrail trail = audit();
        return (judgement, nanos) -> {
            measurements.judged(judgement, nanos);
            trail.judged(judgement, nanos);
        };
    }

    /** Has a thread, and so is begun once, however often the gate has to be built. */
    private synchronized AuditTrail audit() {
        AuditTrail known = audit;
        if (known == null) {
            known = AuditTrail.begin(settings.audit(), log);
            Outcomes.to(known);
            audit = known;
        }
        return known;
    }

    private record Parts(IssuerTokenValidator validator, Gate gate) {}

    private record FailedBuild(Throwable cause, long at) {}
}
