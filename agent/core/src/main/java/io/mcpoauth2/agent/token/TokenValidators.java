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
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The validator of a configuration, and what makes its first answer fast.
 *
 * <p>Making one does no work: nothing is fetched, no thread started and no cryptography loaded before
 * {@link #warmUp()} or the first token.
 */
public final class TokenValidators {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FETCH_DEADLINE = Duration.ofSeconds(10);

    private final JwtTokenValidator validator;
    private final Map<String, KeySource> sources;
    private final Executor background;
    private final WarmUp warmUp;

    private TokenValidators(
            JwtTokenValidator validator, Map<String, KeySource> sources, Executor background, WarmUp warmUp) {
        this.validator = validator;
        this.sources = sources;
        this.background = background;
        this.warmUp = warmUp;
    }

    public static TokenValidators create(Settings settings, AgentLog log) {
        return create(
                settings,
                log,
                Clock.systemUTC(),
                System::nanoTime,
                new DaemonThreads("mcp-oauth2-agent-keys"),
                new SplittableRandom());
    }

    /**
     * @param clock for the times in tokens
     * @param nanos ticks like {@link System#nanoTime()}, for the age of keys
     * @param background runs fetches; must not run them on the calling thread, except in tests
     */
    public static TokenValidators create(
            Settings settings,
            AgentLog log,
            Clock clock,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random) {
        HttpFetcher http = new HttpFetcher(READ_TIMEOUT, FETCH_DEADLINE, nanos);
        Map<String, KeySource> sources = KeySources.of(settings, http, nanos, background, random, log);
        int processors = Runtime.getRuntime().availableProcessors();
        JwtTokenValidator validator = new JwtTokenValidator(settings, sources, clock, processors, log);
        return new TokenValidators(validator, sources, background, new WarmUp(settings, clock, log));
    }

    public TokenValidator validator() {
        return validator;
    }

    /** Fetches the keys of all issuers and loads what validation needs, in the background; returns at once. */
    public void warmUp() {
        background.execute(() -> warmUp.run(sources.values()));
    }
}
