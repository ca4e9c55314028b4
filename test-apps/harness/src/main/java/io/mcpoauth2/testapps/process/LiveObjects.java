package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.ServerProcess;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** What is reachable in a server's heap, as its JVM counts it after a full collection. */
public final class LiveObjects {

    private LiveObjects() {}

    /** How many objects of a class anything still holds: a thread, a task, a session. */
    public static int count(int jdk, ServerProcess server, String className) throws IOException, InterruptedException {
        return counts(jdk, server, className).getOrDefault(className, 0);
    }

    /** The same for all classes of this name's beginning that have objects, at one moment. */
    public static Map<String, Integer> counts(int jdk, ServerProcess server, String prefix)
            throws IOException, InterruptedException {
        String histogram = Jcmd.ask(jdk, server, "GC.class_histogram");
        // "  12:   50   1200  io.example.Type", with the module behind it where there is one.
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[3].startsWith(prefix))
                .collect(Collectors.toMap(columns -> columns[3], columns -> Integer.valueOf(columns[1]), Integer::sum));
    }
}
