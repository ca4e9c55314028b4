package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.PowersOfTen;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Failures of the agent's own code: each cause is logged once with its stack trace, all are counted, and the count is
 * logged whenever it reaches a power of ten, so that a request flood cannot flood the log.
 */
public final class InternalFailures {
    /** Causes told apart; those beyond are counted only. */
    private static final int MAX_CAUSES = 100;

    private final AgentLog log;
    private final Set<String> causes = ConcurrentHashMap.newKeySet();
    private final AtomicLong count = new AtomicLong();

    public InternalFailures(AgentLog log) {
        this.log = log;
    }

    /** Never throws, not even while memory is short: the request is being refused. */
    public void record(Throwable failure) {
        try {
            long failures = count.incrementAndGet();
            if (causes.size() < MAX_CAUSES && causes.add(causeOf(failure))) {
                log.error("A request was refused because the agent failed while checking it", failure);
            } else if (PowersOfTen.include(failures)) {
                log.error(failures + " requests were refused so far because the agent failed");
            }
        } catch (Throwable again) {
            // What is broken so badly that it cannot be logged still refuses.
            return;
        }
    }

    private static String causeOf(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0
                ? failure.getClass().getName()
                : failure.getClass().getName() + " at " + trace[0];
    }
}
