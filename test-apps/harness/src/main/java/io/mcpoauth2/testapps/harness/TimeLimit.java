package io.mcpoauth2.testapps.harness;

import java.time.Duration;

/**
 * How long tests wait for what must come.
 *
 * <p>So long that a machine with twenty times too much to do does not fail; no test may pass because this time is up.
 */
public final class TimeLimit {
    /** For one condition: a process that starts or ends, an answer, a line of output. */
    public static final Duration OF_A_WAIT = Duration.ofMinutes(5);

    private TimeLimit() {}
}
