package io.mcpoauth2.agent.audit;

import io.mcpoauth2.agent.config.AuditSettings;
import io.mcpoauth2.agent.telemetry.AuditEvents;
import io.mcpoauth2.agent.telemetry.exposure.Exposure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where entries are written to; by one thread. */
@FunctionalInterface
interface AuditSink {
    void write(AuditEntry entry) throws IOException;

    /** What the settings name. */
    static AuditSink of(AuditSettings settings) {
        AuditFields fields = new AuditFields(new Subjects(key(settings), settings.plainSubject()));
        return switch (settings.sink()) {
            case FILE -> {
                RotatingFile file =
                        new RotatingFile(Path.of(settings.file().orElseThrow()), settings.maxSize(), settings.files());
                yield entry -> file.write(AuditLine.of(fields.of(entry)));
            }
            case STDERR -> {
                OutputStream stderr = new FileOutputStream(FileDescriptor.err);
                yield entry -> stderr.write(AuditLine.of(fields.of(entry)));
            }
            case JFR -> {
                Optional<AuditEvents> events = Exposure.auditEvents();
                yield entry -> {
                    Map<String, Object> named = fields.of(entry);
                    events.orElseThrow(() -> new IOException("this Java runtime has no module jdk.jfr"))
                            .commit(
                                    String.valueOf(named.get("event")),
                                    String.valueOf(named.getOrDefault("decision", named.getOrDefault("outcome", ""))),
                                    AuditLine.text(named));
                };
            }
            case OFF -> entry -> {};
        };
    }

    private static Optional<byte[]> key(AuditSettings settings) {
        return settings.keyFile().map(file -> {
            try {
                return Files.readAllBytes(Path.of(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
