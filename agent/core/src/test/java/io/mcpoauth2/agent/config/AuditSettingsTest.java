package io.mcpoauth2.agent.config;

import static io.mcpoauth2.agent.config.Given.onlyError;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditSettingsTest {
    @Test
    void thereIsNoAuditUnlessAskedFor() {
        AuditSettings audit = Given.minimum().settings().audit();
        assertThat(audit.isOn()).isFalse();
        assertThat(audit.plainSubject()).isFalse();
        assertThat(audit.address()).isFalse();
    }

    @Test
    void aFileIsNeededForAFile() {
        assertThat(onlyError(Given.minimum().argument("audit=file").read(), "audit_file")
                        .message())
                .startsWith("is required with audit=file");
        AuditSettings audit = Given.minimum()
                .argument("audit=file,audit_file=/var/log/audit,audit_max_size=65536,audit_files=2")
                .settings()
                .audit();
        assertThat(audit.sink()).isEqualTo(AuditSettings.Sink.FILE);
        assertThat(audit.file()).contains("/var/log/audit");
        assertThat(audit.maxSize()).isEqualTo(65_536);
        assertThat(audit.files()).isEqualTo(2);
    }

    @Test
    void aKeyIsNeitherShortNorMissing() {
        String argument = "audit=stderr,audit_key_file=/etc/key";
        assertThat(Given.minimum()
                        .argument(argument)
                        .file("/etc/key", "0123456789abcdef")
                        .settings()
                        .audit()
                        .keyFile())
                .contains("/etc/key");
        onlyError(Given.minimum().argument(argument).file("/etc/key", "short").read(), "audit_key_file");
        onlyError(
                Given.minimum()
                        .argument(argument)
                        .file("/etc/key", "x".repeat(4_097))
                        .read(),
                "audit_key_file");
        onlyError(Given.minimum().argument(argument).read(), "audit_key_file");
    }

    @Test
    void plainSubjectsAreWarnedOf() {
        SettingsResult result =
                Given.minimum().argument("audit=stderr,audit_subject=plain").read();
        assertThat(result.warnings())
                .extracting(Problem::message)
                .containsExactly("writes the subjects of all callers into the audit");
    }
}
