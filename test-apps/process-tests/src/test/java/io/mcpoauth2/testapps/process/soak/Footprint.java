package io.mcpoauth2.testapps.process.soak;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.process.Jcmd;
import java.io.IOException;

/**
 * What a server's JVM holds.
 *
 * @param heap bytes that are reachable, counted after a full collection
 * @param threads of Java
 */
record Footprint(long heap, int threads) {
    static Footprint of(int jdk, ServerProcess server) throws IOException, InterruptedException {
        // The last line: "Total  1234  56789", objects and bytes.
        long heap = Jcmd.ask(jdk, server, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total "))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                .sum();
        long threads = Jcmd.ask(jdk, server, "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"") && line.contains(" #"))
                .count();
        return new Footprint(heap, (int) threads);
    }
}
