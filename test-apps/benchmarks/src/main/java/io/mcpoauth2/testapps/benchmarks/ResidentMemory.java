package io.mcpoauth2.testapps.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells how much of a process is in memory, in bytes, where {@code /proc} does, else zero. */
final class ResidentMemory {
    private static final String NAME = "VmRSS:";
    private static final int KIBIBYTE = 1024;

    private ResidentMemory() {}

    static long of(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith(NAME)) {
                return Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE;
            }
        }
        return 0;
    }
}
