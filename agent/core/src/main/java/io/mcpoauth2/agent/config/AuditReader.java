package io.mcpoauth2.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** Reads the settings of the audit. */
final class AuditReader {
    private final Values values;
    private final Problems problems;
    private final SettingsReader.FileOpener files;

    AuditReader(Values values, Problems problems, SettingsReader.FileOpener files) {
        this.values = values;
        this.problems = problems;
        this.files = files;
    }

    AuditSettings read() {
        AuditSettings.Sink sink = AuditSettings.Sink.valueOf(
                values.choice(Key.AUDIT, "off", "file", "stderr", "jfr").toUpperCase(Locale.ROOT));
        Setting file = values.single(Key.AUDIT_FILE);
        if (sink == AuditSettings.Sink.FILE && file == null) {
            problems.missing(Key.AUDIT_FILE, "", "is required with audit=file");
        }
        boolean plain = values.choice(Key.AUDIT_SUBJECT, "hash", "plain").equals("plain");
        if (sink != AuditSettings.Sink.OFF && plain) {
            values.warn(Key.AUDIT_SUBJECT, "writes the subjects of all callers into the audit");
        }
        return new AuditSettings(
                sink,
                file == null ? Optional.empty() : Optional.of(file.text()),
                values.number(Key.AUDIT_MAX_SIZE, 65_536, 999_999_999),
                values.number(Key.AUDIT_FILES, 1, 100),
                keyFile(),
                plain,
                values.flag(Key.AUDIT_ADDRESS));
    }

    private Optional<String> keyFile() {
        Setting named = values.single(Key.AUDIT_KEY_FILE);
        if (named == null) {
            return Optional.empty();
        }
        try (InputStream in = files.open(named.text())) {
            int length = in.readNBytes(AuditSettings.MAX_KEY + 1).length;
            if (length < AuditSettings.MIN_KEY || length > AuditSettings.MAX_KEY) {
                problems.wrong(named, "names a file that is no key: it is too short or too long");
            }
        } catch (IOException e) {
            problems.wrong(named, "names a file that cannot be read");
        }
        return Optional.of(named.text());
    }
}
