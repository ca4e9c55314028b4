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
import org.jspecify.annotations.Nullable;

/**
 * Validates tokens of the configured issuers, and is made without doing so: its parts load a hundred milliseconds of
 * classes (JSON, cache, HTTP), which belong on the thread of {@link #warmUp()} and not into the server's start.
 */
public final class IssuerTokenValidator implements TokenValidator {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FETCH_DEADLINE = Duration.ofSeconds(10);

    private final Settings settings;
    private final AgentLog log;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Executor background;
    private final RandomGenerator random;
    private final Object lock = new Object();
    private volatile @Nullable Parts parts;

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
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        this.nanos = nanos;
        this.background = background;
        this.random = random;
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
        return parts().validator.validate(token);
    }

    /** Fetches the keys of all issuers and loads what validation needs, in the background; returns at once. */
    public void warmUp() {
        background.execute(
                () -> new WarmUp(settings, clock, log).run(parts().sources.values()));
    }

    private Parts parts() {
        Parts known = parts;
        if (known != null) {
            return known;
        }
        synchronized (lock) {
            Parts made = parts;
            if (made == null) {
                made = make();
                parts = made;
            }
            return made;
        }
    }

    private Parts make() {
        HttpFetcher http = new HttpFetcher(READ_TIMEOUT, FETCH_DEADLINE, nanos);
        Map<String, KeySource> sources = KeySources.of(settings, http, nanos, background, random, log);
        int processors = Runtime.getRuntime().availableProcessors();
        return new Parts(sources, new JwtTokenValidator(settings, sources, clock, processors, log));
    }

    private record Parts(Map<String, KeySource> sources, JwtTokenValidator validator) {}
}
