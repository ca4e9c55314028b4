package io.mcpoauth2.agent.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A key source whose issuer a test rules: which keys it publishes, whether it is up, and how often it was asked. */
public final class TestIssuer {
    public static final Duration TTL = Duration.ofHours(1);
    public static final Duration MAX_STALE = Duration.ofDays(1);
    public static final Duration COOLDOWN = Duration.ofSeconds(10);

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Counters counters = new Counters();
    private final KeySource source;
    private volatile KeyFetch.Result result = new KeyFetch.Result.Failed("down");
    private volatile boolean broken;
    private volatile boolean rediscovered;
    private final AtomicInteger fetches = new AtomicInteger();

    public TestIssuer(String issuer, TestTime time) {
        this(issuer, time, Runnable::run, Duration.ofSeconds(5));
    }

    TestIssuer(String issuer, TestTime time, Executor background, Duration waitForKeys) {
        AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG);
        KeyPolicy policy = new KeyPolicy(TTL, MAX_STALE, COOLDOWN, waitForKeys);
        source = new KeySource(
                issuer, this::fetch, policy, time, background, new Random(1), new KeyReport(issuer, log, counters));
    }

    private KeyFetch.Result fetch(boolean rediscover) {
        fetches.incrementAndGet();
        rediscovered = rediscover;
        if (broken) {
            throw new IllegalStateException("a bug of ours");
        }
        return result;
    }

    public TestIssuer publishes(String... jwks) {
        broken = false;
        try {
            result = new KeyFetch.Result.Fetched(
                    new KeySetParser().parse(SigningKey.jwks(jwks).getBytes(UTF_8)));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    public TestIssuer isDown() {
        result = new KeyFetch.Result.Failed("down");
        return this;
    }

    void breaksTheAgent() {
        broken = true;
    }

    public KeySource source() {
        return source;
    }

    public int fetches() {
        return fetches.get();
    }

    /** Whether the last fetch was to ask where the keys are. */
    boolean wasRediscovered() {
        return rediscovered;
    }

    /** What was counted of its fetches. */
    Counters.Tally tally() {
        return counters.keyFetches().values().iterator().next();
    }

    public String log() {
        return lines.toString(UTF_8);
    }
}
