package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.util.List;

/** What is told of one issuer's keys: a line when something changes, a number for every fetch. Thread-safe. */
final class KeyReport {
    private final String issuer;
    private final AgentLog log;
    private final Measurements measurements;
    /** Guarded by this, as all that changes. */
    private String failure = "";

    private List<ParsedKeys.IgnoredKey> ignored = List.of();

    KeyReport(String issuer, AgentLog log, Measurements measurements) {
        this.issuer = issuer;
        this.log = log;
        this.measurements = measurements;
    }

    /**
     * @param changed whether other keys are usable than before
     */
    synchronized void fetched(ParsedKeys fetched, boolean changed, long nanos) {
        measurements.fetchedKeys(issuer, true, nanos);
        if (!failure.isEmpty()) {
            failure = "";
            log.info("the keys of " + issuer + " can be fetched again");
        }
        if (!fetched.ignored().equals(ignored)) {
            ignored = List.copyOf(fetched.ignored());
            ignored.forEach(this::ignored);
        }
        if (fetched.keys().isEmpty()) {
            log.warn(issuer + " publishes no key that can verify tokens");
        } else if (changed) {
            log.debug("fetched " + fetched.keys().size() + " keys of " + issuer);
        }
    }

    private void ignored(ParsedKeys.IgnoredKey key) {
        String line = "a key of " + issuer + " is ignored: " + key.reason();
        if (key.expected()) {
            log.debug(line);
        } else {
            log.warn(line);
        }
    }

    synchronized void failed(String reason, long nanos) {
        measurements.fetchedKeys(issuer, false, nanos);
        if (!reason.equals(failure)) {
            failure = reason;
            log.warn("the keys of " + issuer + " cannot be fetched: " + reason);
        }
    }

    /** A failure of our own while fetching. */
    void failed(RuntimeException unforeseen) {
        log.error("fetching the keys of " + issuer + " failed unexpectedly", unforeseen);
    }
}
