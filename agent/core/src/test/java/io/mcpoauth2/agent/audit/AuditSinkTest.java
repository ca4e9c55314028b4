package io.mcpoauth2.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.AuditSettings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the audit is written to, also by a JVM that ends with its queue full: all of it. */
class AuditSinkTest {
    private static final String LINE = "\"event\":\"decision\",\"decision\":\"refused\",\"reason\":\"no_token\"";

    @TempDir
    Path directory;

    private Path stderr = Path.of("");

    @BeforeEach
    void nameFiles() {
        stderr = directory.resolve("stderr");
    }

    @Test
    void fileHasWhatWasQueuedWhenTheJvmEnded() throws Exception {
        Path file = directory.resolve("audit.jsonl");

        int status = AuditingJvm.run(stderr, "audit", "file", "audit_file", file.toString());

        assertThat(status).isZero();
        assertThat(Files.readAllLines(file)).hasSize(AuditingJvm.ENTRIES).allMatch(AuditSinkTest::isEntry);
        assertThat(stderr).isEmptyFile();
        assertNothingOnStdout();
    }

    @Test
    void stderrHasWhatWasQueuedWhenTheJvmEnded() throws Exception {
        int status = AuditingJvm.run(stderr, "audit", "stderr");

        assertThat(status).isZero();
        assertThat(Files.readAllLines(stderr)).hasSize(AuditingJvm.ENTRIES).allMatch(AuditSinkTest::isEntry);
        assertNothingOnStdout();
    }

    @Test
    void recordingHasEventsWithTheSameFields() throws Exception {
        Path file = directory.resolve("recording.jfr");
        AuditSettings settings =
                TestSettings.defaults().with("audit", "jfr").build().audit();
        AuditTrail trail =
                new AuditTrail(AuditSink.of(settings), 1, Clock.systemUTC(), AgentLog.toStderr(AgentLog.Level.INFO));
        try (Recording recording = new Recording()) {
            recording.enable("io.mcpoauth2.Audit");
            recording.start();
            trail.judged(Judgement.ofNobody(Reason.NO_TOKEN), 0);
            trail.writeAll();
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getEventType().getName()).isEqualTo("io.mcpoauth2.Audit");
            assertThat(event.getString("event")).isEqualTo("decision");
            assertThat(event.getString("result")).isEqualTo("refused");
            assertThat(event.getString("fields")).matches(AuditSinkTest::isEntry);
        });
    }

    /** Servers on standard input and output speak there. */
    private void assertNothingOnStdout() throws IOException {
        assertThat(Files.readString(directory.resolve("stderr.out"))).isEmpty();
    }

    private static boolean isEntry(String line) {
        return line.startsWith("{\"time\":") && line.contains(LINE) && line.endsWith("}");
    }
}
