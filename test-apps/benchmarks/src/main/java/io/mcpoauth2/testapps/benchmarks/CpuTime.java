package io.mcpoauth2.testapps.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * User and system time of processes where {@code /proc} tells it, else zero; in clock ticks of 10 ms.
 *
 * <p>Wall time of a busy machine says little; this says what a start costs.
 */
final class CpuTime {
    private static final int MILLIS_PER_TICK = 10;
    /** proc(5), counted from the state, which follows the command's closing bracket. */
    private static final int UTIME = 11;

    private static final int CUTIME = 13;

    private CpuTime() {}

    /** What a running process has used. */
    static Duration of(long pid) {
        return read(Path.of("/proc/" + pid + "/stat"), UTIME);
    }

    /** What all children of this process that have ended have used. */
    static Duration ofEndedChildren() {
        return read(Path.of("/proc/self/stat"), CUTIME);
    }

    private static Duration read(Path stat, int first) {
        if (!Files.isReadable(stat)) {
            return Duration.ZERO;
        }
        try {
            String line = Files.readString(stat);
            List<String> fields =
                    List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
            long ticks = Long.parseLong(fields.get(first)) + Long.parseLong(fields.get(first + 1));
            return Duration.ofMillis(ticks * MILLIS_PER_TICK);
        } catch (IOException e) {
            return Duration.ZERO; // It has ended.
        }
    }
}
