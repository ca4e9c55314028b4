package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.fetch.HttpFetcher;
import io.mcpoauth2.agent.introspection.Introspectors;
import io.mcpoauth2.agent.issuer.IssuerAccess;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.issuer.KeySources;
import io.mcpoauth2.agent.issuer.Keys;
import io.mcpoauth2.agent.issuer.SignatureCheck;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.threads.DaemonThreads;
import io.mcpoauth2.agent.wait.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Validates tokens of the configured issuers, each by its own rules: puts together all that takes part. */
public final class IssuerTokenValidator implements TokenValidator {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FETCH_DEADLINE = Duration.ofSeconds(10);

    private final CachingTokenValidator validator;
    private final Map<String, IssuerAccess> access;
    private final Map<String, KeySource> sources;
    private final WarmUp warmUp;
    private final Executor background;

    /**
     * @param clock for the times in tokens
     * @param nanos ticks like {@link System#nanoTime()}, for the age of keys
     * @param background runs fetches; must not run them on the calling thread, except in tests
     * @param random thread-safe; spreads the fetches of many servers, and makes ids
     * @param verifier shared with whatever else verifies signatures
     * @param trail told of each check that a token passes
     */
    IssuerTokenValidator(
            Settings settings,
            AgentLog log,
            Measurements measurements,
            Clock clock,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random,
            BoundedVerifier verifier,
            CheckTrail trail) {
        HttpFetcher http = new HttpFetcher(READ_TIMEOUT, FETCH_DEADLINE, nanos);
        this.access = IssuerAccess.of(settings, http, clock);
        SignatureCheck signatures = new SignatureCheck(verifier);
        this.sources = KeySources.of(settings, access, nanos, background, random, log, measurements);
        Introspectors introspectors =
                new Introspectors(settings, access, signatures, clock, nanos, random, log, measurements);
        Interner interner = new Interner();
        Map<String, IssuerRules> rules = new LinkedHashMap<>();
        Optional<IntrospectedTokens> opaqueTokens = Optional.empty();
        for (IssuerSettings issuer : settings.issuers()) {
            KeySource keys = Objects.requireNonNull(sources.get(issuer.name()), "a source each");
            Optional<IntrospectedTokens> introspected = issuer.introspection()
                    .map(introspection -> new IntrospectedTokens(
                            settings,
                            issuer,
                            introspection,
                            introspectors.of(issuer, introspection, keys),
                            interner,
                            trail));
            boolean ofJwts =
                    issuer.introspection().map(IntrospectionSettings::jwts).orElse(false);
            rules.put(
                    issuer.name(),
                    new IssuerRules(settings, issuer, keys, ofJwts ? introspected : Optional.empty(), interner, trail));
            if (issuer.introspection().map(IntrospectionSettings::opaqueTokens).orElse(false)) {
                opaqueTokens = introspected;
            }
        }
        RefusalLog refusals = new RefusalLog(log);
        this.validator = new CachingTokenValidator(
                settings,
                new JwtTokenValidator(settings, rules, signatures, refusals, trail),
                opaqueTokens,
                denyList(settings, clock, background, log),
                clock,
                refusals,
                measurements,
                trail);
        this.warmUp = new WarmUp(settings, clock, log);
        this.background = background;
    }

    private static DenyList denyList(Settings settings, Clock clock, Executor background, AgentLog log) {
        if (settings.denyList().isEmpty()) {
            return DenyList.NONE;
        }
        try {
            DenyListFile file =
                    new DenyListFile(Path.of(settings.denyList().get()), settings.issuerNames(), clock, log);
            file.watch(background);
            return file;
        } catch (IOException e) {
            // It could be read when the agent started; without it nobody may pass.
            throw new UncheckedIOException("The deny-list cannot be read", e);
        }
    }

    /** Fetches nothing before {@link #warmUp()} or the first token. */
    public static IssuerTokenValidator create(
            Settings settings, AgentLog log, Measurements measurements, BoundedVerifier verifier) {
        return create(settings, log, measurements, verifier, CheckTrail.NONE);
    }

    /** The same, for one who wants to know how far a token came. */
    public static IssuerTokenValidator create(
            Settings settings, AgentLog log, Measurements measurements, BoundedVerifier verifier, CheckTrail trail) {
        return new IssuerTokenValidator(
                settings,
                log,
                measurements,
                Clock.systemUTC(),
                System::nanoTime,
                new DaemonThreads("mcp-oauth2-agent-keys"),
                new SecureRandom(),
                verifier,
                trail);
    }

    @Override
    public @Nullable Verdict now(String token) {
        return validator.now(token);
    }

    @Override
    public CompletableFuture<Verdict> later(String token, Caller caller) {
        return validator.later(token, caller);
    }

    @Override
    public CompletableFuture<Verdict> laterUnasked(String token, Caller caller) {
        return validator.laterUnasked(token, caller);
    }

    @Override
    public Standing standing(String token, Verdict.Valid verdict, Predicate<Verdict.Valid> admits) {
        return validator.standing(token, verdict, admits);
    }

    /** The keys of one configured issuer, as late as a request may wait for them. */
    public CompletableFuture<Keys> keys(String issuer) {
        return Objects.requireNonNull(sources.get(issuer), issuer).current();
    }

    /**
     * How far the clock of one configured issuer was ahead of this one when it last answered, negative if behind; empty if it
     * has not said.
     */
    public Optional<Duration> clockDifference(String issuer) {
        return Objects.requireNonNull(access.get(issuer), issuer).client().clockDifference();
    }

    /** How long ago the keys in use were fetched, by issuer; only issuers whose keys are known. */
    public Map<String, Duration> keyAges() {
        Map<String, Duration> ages = new LinkedHashMap<>();
        sources.forEach((issuer, source) -> source.age().ifPresent(age -> ages.put(issuer, age)));
        return ages;
    }

    /** Fetches the keys of all issuers and loads what validation needs, in the background; returns at once. */
    public void warmUp() {
        background.execute(() -> warmUp.run(sources.values()));
    }
}
