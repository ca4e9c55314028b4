package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is reachable in a server's heap, as its JVM counts it after a full collection. */
public final class LiveObjects {

    private LiveObjects() {}

    /** How many objects of a class anything still holds: a thread, a task, a session. */
    public static int count(int jdk, ServerProcess server, String className) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Jdks.home(jdk).resolve("bin").resolve("jcmd").toString(),
                        Long.toString(server.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0 || !histogram.contains("java.lang.String")) {
            throw new IllegalStateException("No histogram: " + histogram);
        }
        // "  12:   50   1200  io.example.Type", with the module behind it where there is one.
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[3].equals(className))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }
}
