package io.mcpoauth2.agent.telemetry.jfr;

import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.telemetry.Measurements;

/**
 * Commits an event for each measurement beside what else is done with it.
 *
 * <p>Before anything is recorded for the first time no event is even made: the first one would start Flight Recorder,
 * which takes a tenth of a second of the server's start.
 */
public final class FlightRecorder implements Measurements {
    private final Measurements other;

    private FlightRecorder(Measurements other) {
        this.other = other;
    }

    public static Measurements beside(Measurements other) {
        return new FlightRecorder(other);
    }

    @Override
    public void judged(Judgement judgement, long nanos) {
        other.judged(judgement, nanos);
        if (isIdle()) {
            return;
        }
        RequestJudgedEvent event = new RequestJudgedEvent();
        if (event.shouldCommit()) {
            event.outcome = judgement.reason().text();
            event.reported = !judgement.enforced();
            event.took = nanos;
            event.commit();
        }
    }

    @Override
    public void lookedUp(boolean hit) {
        other.lookedUp(hit); // No event: the request has one.
    }

    @Override
    public void fetchedKeys(String issuer, boolean succeeded, long nanos) {
        other.fetchedKeys(issuer, succeeded, nanos);
        if (isIdle()) {
            return;
        }
        KeysFetchedEvent event = new KeysFetchedEvent();
        if (event.shouldCommit()) {
            event.issuer = issuer;
            event.succeeded = succeeded;
            event.took = nanos;
            event.commit();
        }
    }

    @Override
    public void introspected(String issuer, boolean answered, long nanos) {
        other.introspected(issuer, answered, nanos);
        if (isIdle()) {
            return;
        }
        TokenIntrospectedEvent event = new TokenIntrospectedEvent();
        if (event.shouldCommit()) {
            event.issuer = issuer;
            event.answered = answered;
            event.took = nanos;
            event.commit();
        }
    }

    private static boolean isIdle() {
        return !jdk.jfr.FlightRecorder.isInitialized();
    }
}
