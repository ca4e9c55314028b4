package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small program in C, compiled here, that creates its JVM as jsvc and procrun do. */
final class JniHost {
    private static final Path SOURCE = Path.of("src", "test", "c", "host.c");

    private JniHost() {}

    /** Returns the program; fails where there is no gcc, which {@code .ci/run} installs. */
    static Path compile(int jdk, Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("host");
        Path headers = Jdks.home(jdk).resolve("include");
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-Wall",
                        "-Werror",
                        "-I" + headers,
                        "-I" + headers.resolve("linux"),
                        "-o",
                        program.toString(),
                        SOURCE.toString(),
                        "-ldl")
                .inheritIO()
                .start();
        assertThat(gcc.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS))
                .isTrue();
        assertThat(gcc.exitValue()).isZero();
        return program;
    }
}
