package io.mcpoauth2.agent.introspection;

import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.IssuerAccess;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.issuer.SignatureCheck;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.threads.BoundedThreads;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes the introspector of an issuer. Nothing is asked and no thread started. */
public final class Introspectors {
    private static final int THREADS = 32;

    private final Settings settings;
    private final Map<String, IssuerAccess> access;
    private final SignatureCheck signatures;
    private final Clock clock;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final AgentLog log;
    private final Measurements measurements;

    /**
     * @param access of every issuer
     * @param random thread-safe and unpredictable; makes the ids of assertions
     */
    public Introspectors(
            Settings settings,
            Map<String, IssuerAccess> access,
            SignatureCheck signatures,
            Clock clock,
            LongSupplier nanos,
            RandomGenerator random,
            AgentLog log,
            Measurements measurements) {
        this.settings = settings;
        this.access = access;
        this.signatures = signatures;
        this.clock = clock;
        this.nanos = nanos;
        this.random = random;
        this.log = log;
        this.measurements = measurements;
    }

    /**
     * @param keys the issuer's, which verify signed answers
     */
    public Introspector of(IssuerSettings issuer, IntrospectionSettings introspection, KeySource keys) {
        Optional<SignedAnswer> signed = introspection.signedAnswers()
                ? Optional.of(new SignedAnswer(
                        issuer, introspection.clientId(), keys, signatures, clock, settings.clockSkew()))
                : Optional.empty();
        IntrospectionEndpoint endpoint = new IntrospectionEndpoint(
                issuer.name(),
                introspection.endpoint(),
                new IntrospectionRequest(issuer.name(), introspection, clock, random),
                new AnswerParser(signed),
                Objects.requireNonNull(access.get(issuer.name()), "an access each"));
        return new Introspector(
                issuer.name(),
                endpoint,
                introspection.cacheTtl(),
                settings.waitForKeys(),
                new BoundedThreads("mcp-oauth2-agent-introspection", THREADS, THREADS),
                nanos,
                log,
                measurements);
    }
}
