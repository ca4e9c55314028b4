package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JDK's tool that asks a running JVM about itself. */
public final class Jcmd {
    private Jcmd() {}

    /** Returns what a server's JVM answers to a diagnostic command. */
    public static String ask(int jdk, ServerProcess server, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Jdks.home(jdk).resolve("bin").resolve("jcmd").toString(), Long.toString(server.pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0 || answer.lines().count() < 2) {
            throw new IllegalStateException("No answer to " + command + ": " + answer);
        }
        return answer;
    }
}
