package io.mcpoauth2.agent.telemetry;

import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.JudgementListener;

/**
 * What is counted and timed, the one way in for all that has something to tell.
 *
 * <p>Called on every request, from many threads: implementations neither block nor throw. Nothing here names a caller or
 * quotes a token.
 */
public interface Measurements extends JudgementListener {
    /** Takes nothing down. */
    Measurements NONE = new Measurements() {
        @Override
        public void judged(Judgement judgement, long nanos) {}

        @Override
        public void lookedUp(boolean hit) {}

        @Override
        public void fetchedKeys(String issuer, boolean succeeded, long nanos) {}

        @Override
        public void introspected(String issuer, boolean answered, long nanos) {}
    };

    /** A token was looked up among the known verdicts. */
    void lookedUp(boolean hit);

    /**
     * The keys of an issuer were fetched, or could not be.
     *
     * @param issuer as configured
     */
    void fetchedKeys(String issuer, boolean succeeded, long nanos);

    /**
     * An issuer was asked about a token.
     *
     * @param issuer as configured
     * @param answered whether it said active or not, so false for an outage
     */
    void introspected(String issuer, boolean answered, long nanos);
}
