package io.mcpoauth2.agent.audit;

import io.mcpoauth2.agent.config.AuditSettings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM that has something to write for the audit, and ends at once. */
final class AuditingJvm {
    /** As many as there is room for. */
    static final int ENTRIES = 8_192;

    private AuditingJvm() {}

    /**
     * @param arguments settings as key, value, key, value
     */
    public static void main(String... arguments) {
        TestSettings values = TestSettings.defaults();
        for (int i = 0; i < arguments.length; i += 2) {
            values = values.with(arguments[i], arguments[i + 1]);
        }
        AuditSettings settings = values.build().audit();
        AuditTrail trail = AuditTrail.begin(settings, AgentLog.toStderr(AgentLog.Level.INFO));
        for (int i = 0; i < ENTRIES; i++) {
            trail.judged(Judgement.ofNobody(Reason.NO_TOKEN), 0);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param stderr where its standard error goes
     * @return its exit status
     */
    static int run(Path stderr, String... settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AuditingJvm.class.getName()));
        command.addAll(Arrays.asList(settings));
        Process jvm = new ProcessBuilder(command)
                .redirectError(stderr.toFile())
                .redirectOutput(ProcessBuilder.Redirect.to(new File(stderr + ".out")))
                .start();
        jvm.getOutputStream().close();
        return jvm.waitFor();
    }
}
