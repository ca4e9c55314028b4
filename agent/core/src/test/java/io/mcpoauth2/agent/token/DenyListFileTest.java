package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.config.DenyEntries;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.UserKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenyListFileTest {
    private static final String A = "https://a.example";
    private static final String B = "https://b.example";

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final TestTime time = new TestTime();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("deny");
    }

    private DenyListFile list() throws IOException {
        AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG);
        return new DenyListFile(file, List.of(A, B), time, log);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time.instant()));
    }

    private static Verdict.Valid token(String issuer, String subject, String id) {
        Map<String, Object> user =
                Map.of(UserKeys.ISSUER, issuer, UserKeys.SUBJECT, subject, UserKeys.CLAIMS, Map.of("jti", id));
        return Verdicts.valid(user, Optional.empty());
    }

    @Test
    void tokensAndSubjectsAreDeniedOfTheIssuerThatIsNamed() throws IOException {
        write("jti one\nsub alice\nsub " + A + " bob\njti " + B + " two\n");
        DenyListFile list = list();
        assertThat(list.denies(token(A, "x", "one"))).isTrue();
        assertThat(list.denies(token(B, "alice", "y"))).isTrue();
        assertThat(list.denies(token(A, "bob", "y"))).isTrue();
        assertThat(list.denies(token(B, "bob", "y"))).isFalse();
        assertThat(list.denies(token(B, "x", "two"))).isTrue();
        assertThat(list.denies(token(A, "x", "two"))).isFalse();
        assertThat(list.denies(token(A, "one", "alice"))).isFalse();
    }

    @Test
    void changeIsSeenAtTheNextLook() throws IOException {
        write("");
        DenyListFile list = list();
        assertThat(list.denies(token(A, "alice", "1"))).isFalse();
        time.pass(Duration.ofHours(1));
        write("sub alice");
        list.look();
        assertThat(list.denies(token(A, "alice", "1"))).isTrue();
        time.pass(Duration.ofHours(1));
        write("sub carol");
        list.look();
        assertThat(list.denies(token(A, "alice", "1"))).isFalse();
    }

    @Test
    void secondChangeWithinTheSameTickOfTheFileSystemIsSeen() throws IOException {
        write("sub alice");
        DenyListFile list = list();
        write("sub carol");
        list.look();
        assertThat(list.denies(token(A, "carol", "1"))).isTrue();
    }

    @Test
    void faultyLinesAreReportedAtTheStartToo() throws IOException {
        write("alice");
        list();
        assertThat(lines.toString(UTF_8)).contains("neither jti nor sub and a value: [1]");
    }

    @Test
    void fileThatHasSettledIsNotReadAgain() throws IOException {
        write("sub alice");
        time.pass(Duration.ofSeconds(3));
        DenyListFile list = list();
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, "sub carol");
        Files.setLastModifiedTime(file, before);
        list.look();
        assertThat(list.denies(token(A, "alice", "1"))).isTrue();
    }

    @Test
    void largestFileIsRead() throws IOException {
        String entry = "sub alice\n";
        write(entry + "#".repeat(DenyEntries.MAX_BYTES - entry.length()));
        assertThat(list().denies(token(A, "alice", "1"))).isTrue();
        write(entry + "#".repeat(DenyEntries.MAX_BYTES - entry.length() + 1));
        assertThatThrownBy(this::list).isInstanceOf(IOException.class);
    }

    @Test
    void fileThatIsGoneOrWrongNeverShortensTheListSilently() throws IOException {
        write("sub alice");
        DenyListFile list = list();
        Files.delete(file);
        list.look();
        list.look();
        assertThat(list.denies(token(A, "alice", "1"))).isTrue();
        assertThat(lines.toString(UTF_8)).containsOnlyOnce("ERROR the deny-list cannot be read");

        write("sub alice\nalice\nsub bob");
        list.look();
        list.look();
        list.look();
        assertThat(list.denies(token(A, "bob", "1"))).isTrue();
        assertThat(lines.toString(UTF_8)).containsOnlyOnce("neither jti nor sub and a value: [2]");

        write("sub alice");
        list.look();
        assertThat(list.denies(token(A, "bob", "1"))).isFalse();
        assertThat(lines.toString(UTF_8)).doesNotContain("alice", "bob");
    }
}
