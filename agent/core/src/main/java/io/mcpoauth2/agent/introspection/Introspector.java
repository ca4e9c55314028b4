package io.mcpoauth2.agent.introspection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.wait.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one issuer about tokens: once however many requests bring the same token, and while the issuer cannot be reached
 * for one token at a time (rows G9, G10).
 *
 * <p>Remembers only what is not active, for a few seconds: what is active is remembered with its verdict.
 */
public final class Introspector {
    private static final Duration MAX_INACTIVE = Duration.ofSeconds(10);
    private static final int MAX_REMEMBERED = 10_000;
    private static final int MOST_WAITING = 1_000;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PAUSE_OF_LINES = Duration.ofSeconds(10);

    private final String issuer;
    private final IntrospectionEndpoint endpoint;
    private final Duration timeout;
    private final Executor threads;
    private final LongSupplier nanos;
    private final AgentLog log;
    private final Measurements measurements;

    private final Cache<TokenDigest, Answer> inactive;
    /** As many as the threads take. */
    private final ConcurrentMap<TokenDigest, CompletableFuture<Answer>> questions = new ConcurrentHashMap<>();

    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Report report = new Report();

    private volatile boolean reachable = true;
    private final AtomicBoolean probing = new AtomicBoolean();

    /**
     * @param cacheTtl how long an answer may be used
     * @param timeout of a request that waits for an answer
     * @param threads runs the questions; refuses when too many wait
     */
    Introspector(
            String issuer,
            IntrospectionEndpoint endpoint,
            Duration cacheTtl,
            Duration timeout,
            Executor threads,
            LongSupplier nanos,
            AgentLog log,
            Measurements measurements) {
        this.issuer = issuer;
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.threads = threads;
        this.nanos = nanos;
        this.log = log;
        this.measurements = measurements;
        this.inactive = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(cacheTtl.compareTo(MAX_INACTIVE) < 0 ? cacheTtl : MAX_INACTIVE)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /**
     * What the issuer says of the token now; comes as late as a request may wait at most.
     *
     * @param token never logged
     */
    public CompletableFuture<Answer> ask(String token, TokenDigest digest) {
        Answer known = inactive.getIfPresent(digest);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Answer> own = new CompletableFuture<>();
        CompletableFuture<Answer> pending = questions.putIfAbsent(digest, own);
        if (pending == null) {
            pending = own;
            launch(token, digest, own);
        }
        return pending.isDone() ? pending : bounded(pending);
    }

    /** Those who bring the same token share one question, but each of them is kept somewhere while it is asked. */
    private CompletableFuture<Answer> bounded(CompletableFuture<Answer> pending) {
        if (!waiting.tryAcquire()) {
            return CompletableFuture.completedFuture(unavailable());
        }
        boolean joined = false;
        try {
            CompletableFuture<Answer> answer = Timeouts.within(pending, timeout, this::unavailable)
                    .whenComplete((said, failure) -> waiting.release());
            joined = true;
            return answer;
        } finally {
            if (!joined) {
                waiting.release();
            }
        }
    }

    private void launch(String token, TokenDigest digest, CompletableFuture<Answer> question) {
        boolean probe = !reachable;
        if (probe && !probing.compareAndSet(false, true)) {
            answer(digest, question, unavailable());
            return;
        }
        boolean launched = false;
        try {
            threads.execute(() -> run(token, digest, question, probe));
            launched = true;
        } catch (RejectedExecutionException e) {
            log.debug("too many tokens wait for introspection by " + issuer);
        } finally {
            if (!launched) {
                endProbe(probe);
                answer(digest, question, unavailable());
            }
        }
    }

    private void run(String token, TokenDigest digest, CompletableFuture<Answer> question, boolean probe) {
        Answer answer = unavailable();
        long start = nanos.getAsLong();
        try {
            IntrospectionEndpoint.Reply reply = endpoint.ask(token);
            reachable = reply.reached();
            answer = reported(reply.answer(), nanos.getAsLong() - start);
        } catch (RuntimeException e) {
            log.error("introspection by " + issuer + " failed unexpectedly", e);
        } finally {
            endProbe(probe);
            answer(digest, question, answer);
        }
    }

    /** Strangers choose the tokens, and some may break the issuer: lines about that must not fill the log. */
    private Answer reported(Answer answer, long took) {
        boolean answered = !(answer instanceof Answer.Unavailable);
        measurements.introspected(issuer, answered, took);
        synchronized (report) {
            long now = nanos.getAsLong();
            if (answer instanceof Answer.Unavailable unavailable) {
                if (report.at == null || now - report.at >= PAUSE_OF_LINES.toNanos()) {
                    report.at = now;
                    report.failing = true;
                    log.warn("introspection by " + issuer + " does not work: " + unavailable.reason());
                }
            } else if (report.failing) {
                report.failing = false;
                log.info("introspection by " + issuer + " works again");
            }
        }
        return answered ? answer : unavailable();
    }

    private void answer(TokenDigest digest, CompletableFuture<Answer> question, Answer answer) {
        if (answer instanceof Answer.Inactive) {
            inactive.put(digest, answer);
        }
        questions.remove(digest, question);
        question.complete(answer);
    }

    private void endProbe(boolean probe) {
        if (probe) {
            probing.set(false);
        }
    }

    private Answer unavailable() {
        return new Answer.Unavailable("The issuer " + issuer + " cannot be asked about the token", RETRY);
    }

    /** What the log says; guarded by itself. */
    private static final class Report {
        private @Nullable Long at;
        private boolean failing;
    }
}
