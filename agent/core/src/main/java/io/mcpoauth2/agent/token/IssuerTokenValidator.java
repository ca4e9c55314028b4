package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.http.HttpFetcher;
import io.mcpoauth2.agent.issuer.DaemonThreads;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.issuer.KeySources;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Validates tokens of the configured issuers, each by its own keys. */
public final class IssuerTokenValidator implements TokenValidator {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FETCH_DEADLINE = Duration.ofSeconds(10);

    private final JwtTokenValidator validator;
    private final Map<String, KeySource> sources;
    private final WarmUp warmUp;
    private final Executor background;

    /**
     * @param clock for the times in tokens
     * @param nanos ticks like {@link System#nanoTime()}, for the age of keys
     * @param background runs fetches; must not run them on the calling thread, except in tests
     * @param random thread-safe; spreads the fetches of many servers
     */
    IssuerTokenValidator(
            Settings settings,
            AgentLog log,
            Clock clock,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random) {
        HttpFetcher http = new HttpFetcher(READ_TIMEOUT, FETCH_DEADLINE, nanos);
        int processors = Runtime.getRuntime().availableProcessors();
        this.sources = KeySources.of(settings, http, nanos, background, random, log);
        this.validator = new JwtTokenValidator(settings, sources, clock, processors, log);
        this.warmUp = new WarmUp(settings, clock, log);
        this.background = background;
    }

    /** Starts no thread and fetches nothing before {@link #warmUp()} or the first token. */
    public static IssuerTokenValidator create(Settings settings, AgentLog log) {
        return new IssuerTokenValidator(
                settings,
                log,
                Clock.systemUTC(),
                System::nanoTime,
                new DaemonThreads("mcp-oauth2-agent-keys"),
                new Random());
    }

    @Override
    public Verdict validate(String token) {
        return validator.validate(token);
    }

    /** Fetches the keys of all issuers and loads what validation needs, in the background; returns at once. */
    public void warmUp() {
        background.execute(() -> warmUp.run(sources.values()));
    }
}
