package io.mcpoauth2.agent.telemetry.jmx;

import io.mcpoauth2.agent.telemetry.Counters;

/** What became of requests to one issuer. A bean, as JMX wants it. */
public final class IssuerRequests {
    private final Counters.Tally tally;

    IssuerRequests(Counters.Tally tally) {
        this.tally = tally;
    }

    public long getSucceeded() {
        return tally.succeeded();
    }

    public long getFailed() {
        return tally.failed();
    }

    /** Mean duration in milliseconds; 0 if there were none. */
    public double getMeanMilliseconds() {
        long requests = tally.succeeded() + tally.failed();
        return requests == 0 ? 0 : tally.nanos() / 1e6 / requests;
    }
}
