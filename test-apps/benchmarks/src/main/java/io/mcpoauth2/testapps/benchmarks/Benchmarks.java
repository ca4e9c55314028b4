package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.bridge.RequestIdentity;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** JMH's own main, with the bridge on the bootstrap path of the forks, where the agent puts it. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * @param arguments JMH's; {@code -jvm} chooses the JDK of the forks
     */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException, URISyntaxException {
        Path bridge = Path.of(RequestIdentity.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .jvmArgsAppend("-Xbootclasspath/a:" + bridge)
                        .build())
                .run();
    }
}
