package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.VerificationKey;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** A key source of two keys whose fetches a race begins and ends, on a clock that the race moves. */
final class RacingSource {
    static final Duration TTL = Duration.ofHours(1);
    static final Duration COOLDOWN = Duration.ofSeconds(10);
    private static final ParsedKeys BOTH = parse();
    static final VerificationKey FIRST = BOTH.keys().get(0);
    static final VerificationKey SECOND = BOTH.keys().get(1);

    private static final KeyPolicy POLICY = new KeyPolicy(TTL, Duration.ofDays(1), COOLDOWN, Duration.ofMinutes(1));
    private static final AgentLog LOG = new AgentLog(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), AgentLog.Level.ERROR);
    private static final KeyReport REPORT = new KeyReport("https://as.example", LOG, Measurements.NONE);
    private static final RandomGenerator NEVER_EARLY = () -> 0;

    /** Those that have begun and not been run. */
    final Queue<Runnable> fetches = new ConcurrentLinkedQueue<>();

    final KeySource source;
    private final AtomicLong ticks = new AtomicLong();
    private volatile List<VerificationKey> published = List.of(FIRST);

    RacingSource() {
        source = new KeySource(
                "https://as.example", rediscover -> fetched(), POLICY, ticks::get, fetches::add, NEVER_EARLY, REPORT);
    }

    private KeyFetch.Result fetched() {
        return new KeyFetch.Result.Fetched(new ParsedKeys(published, List.of()));
    }

    /** Fetches the first key, and returns the set of it alone. */
    KeySet warm() {
        var first = source.current();
        nextFetch().run();
        return ((Keys.Ready) first.join()).set();
    }

    void publish(VerificationKey... keys) {
        published = List.of(keys);
    }

    void pass(Duration duration) {
        ticks.addAndGet(duration.toNanos());
    }

    /** Takes the fetch that began first of those that were not taken. */
    Runnable nextFetch() {
        return fetches.remove();
    }

    static boolean has(Keys keys, VerificationKey key) {
        return keys instanceof Keys.Ready ready && ready.set().keys().contains(key);
    }

    private static ParsedKeys parse() {
        String keys = SigningKey.jwks(
                SigningKey.ed25519("first").jwk(), SigningKey.ed25519("second").jwk());
        try {
            return new KeySetParser().parse(keys.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
