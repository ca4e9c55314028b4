package io.mcpoauth2.agent.telemetry;

/** The counts at which a fault that goes on is logged again: 10, 100, 1000 and so on, so that a flood has few lines. */
public final class PowersOfTen {
    private PowersOfTen() {}

    /** Whether {@code number} is one of them; 1 is not. */
    public static boolean include(long number) {
        long power = 10;
        while (power < number) {
            power *= 10;
        }
        return power == number;
    }
}
