package io.mcpoauth2.agent.telemetry;

import java.time.Duration;

/** Says again and again that nothing is protected, where a line at the start alone would scroll away. */
public final class UnprotectedReminder implements Runnable {
    private static final Duration PERIOD = Duration.ofHours(1);

    private final AgentLog log;
    private final Pause pause;

    /** Waits; so that a test need not. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    public UnprotectedReminder(AgentLog log, Pause pause) {
        this.log = log;
        this.pause = pause;
    }

    /** Runs until its thread is interrupted, which nobody does in a server. */
    @Override
    public void run() {
        try {
            while (true) {
                pause.last(PERIOD);
                log.warn(line());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For the start, too. */
    public static String line() {
        return "mode=report: NOTHING IS PROTECTED; what would be refused is only logged and counted";
    }
}
