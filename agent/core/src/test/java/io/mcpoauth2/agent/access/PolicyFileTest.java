package io.mcpoauth2.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.UserKeys;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while the process runs. */
class PolicyFileTest {
    private static final Operation DELETE = new Operation("tools/call", "delete", null);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final AgentLog log =
            new AgentLog(new PrintStream(stderr, true, StandardCharsets.UTF_8), AgentLog.Level.INFO);
    private Path file = Path.of("");
    private Access access = new Access(PolicySettings.NONE);
    private PolicyFile policy;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("agent.json");
        write("{\"method\": \"tools/call\", \"name\": \"delete\", \"scopes\": \"files:write\"}");
        Properties properties = new Properties();
        properties.setProperty("oauth2.config_file", file.toString());
        Settings settings = new SettingsReader(null, Map.of(), properties, FileInputStream::new)
                .read()
                .settings()
                .orElseThrow();
        access = new Access(settings.access().policy());
        policy = new PolicyFile(
                settings.access().source(),
                file.toString(),
                settings.access().policy(),
                access,
                Clock.systemUTC(),
                log);
    }

    @Test
    void changedRulesAreTakenOver() throws IOException {
        assertThat(needed()).containsExactly("files:write");

        write("{\"method\": \"tools/call\", \"name\": \"del*\", \"scopes\": \"files:delete\"}");
        policy.look();

        assertThat(needed()).containsExactly("files:delete");
        assertThat(lines()).singleElement().asString().contains("policy read: 1 rules");
    }

    @Test
    void wrongFileLeavesTheFormerRulesAndSaysSoOnce() throws IOException {
        write("{\"method\": \"tools/call\", \"nmae\": \"del*\", \"scopes\": \"files:delete\"}");
        policy.look();
        policy.look();

        assertThat(needed()).containsExactly("files:write");
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("has errors, so the policy that was in force goes on", "rules[0]");

        Files.delete(file);
        policy.look();
        assertThat(needed()).containsExactly("files:write");
        assertThat(lines()).hasSize(2);

        write("");
        policy.look();
        assertThat(access.judge(Map.of(UserKeys.SCOPES, Set.of()), DELETE)).isNull();
    }

    @Test
    void ruleThatWillNeverDecideIsWarnedOfWhenItIsTakenOver() throws IOException {
        write("{\"method\": \"tools/call\", \"uri\": \"docs://plan\", \"deny\": true}");
        policy.look();
        policy.look();

        assertThat(lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("WARN rules (", "never decides, as messages of tools/call have no uri");
    }

    @Test
    void otherChangesAreNoNews() throws IOException {
        write("{\"method\": \"tools/call\", \"name\": \"delete\", \"scopes\": [\"files:write\"]}");
        policy.look();

        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return stderr.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Set<String> needed() {
        return Objects.requireNonNull(access.judge(Map.of(UserKeys.SCOPES, Set.of()), DELETE))
                .requiredScopes();
    }

    private void write(String rule) throws IOException {
        Files.writeString(
                file,
                "{\"issuer\": \"https://issuer.example\", \"audience\": \"https://h.example/mcp\", \"rules\": [" + rule
                        + "]}");
    }
}
