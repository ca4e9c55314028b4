package io.mcpoauth2.agent.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.LocalFile;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.threads.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer whose keys are in a file, as settings make it. */
class FileKeysTest {
    private static final String ISSUER = "https://nobody.invalid";
    private static final Duration FEW_SECONDS = Duration.ofSeconds(5);
    private static final String FIRST =
            SigningKey.jwks(SigningKey.ed25519("first").jwk());
    private static final String SECOND =
            SigningKey.jwks(SigningKey.ed25519("second").jwk());

    @TempDir
    private Path folder;

    private final TestTime time = new TestTime();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Counters counters = new Counters();
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("keys.json"), FIRST);
    }

    private KeySource source() {
        Settings settings = TestSettings.defaults()
                .with("issuer", ISSUER)
                .with("jwks_file", file.toString())
                .build();
        Map<String, KeySource> sources = KeySources.of(
                settings,
                Map.of(),
                time,
                Runnable::run,
                new Random(1),
                new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG),
                counters);
        return Objects.requireNonNull(sources.get(ISSUER));
    }

    @Test
    void changedFileIsReadWithinSecondsAndNotForEveryRequest() throws IOException {
        KeySource source = source();
        assertThat(set(source).named("first")).hasSize(1);
        Files.writeString(file, SECOND);
        assertThat(set(source).named("first")).hasSize(1);
        time.pass(FEW_SECONDS);
        assertThat(set(source).named("first"))
                .as("withdrawn keys verify nothing")
                .isEmpty();
        assertThat(set(source).named("second")).hasSize(1);
    }

    @Test
    void fileThatHasNotChangedIsTheSameGeneration() {
        KeySource source = source();
        KeySet before = set(source);
        time.pass(FEW_SECONDS);
        assertThat(set(source)).isSameAs(before);
    }

    @Test
    void unknownKeyHasTheFileReadAtOnce() throws IOException {
        KeySource source = source();
        KeySet seen = set(source);
        Files.writeString(file, SECOND);
        assertThat(((Keys.Ready) source.renewed(seen).join()).set().named("second"))
                .hasSize(1);
        KeySet newer = set(source);
        Files.writeString(file, FIRST);
        assertThat(source.renewed(newer).join())
                .as("strangers cause a reading a second")
                .isEqualTo(new Keys.Ready(newer));
        time.pass(Duration.ofSeconds(1));
        assertThat(((Keys.Ready) source.renewed(newer).join()).set().named("first"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"keys\":[", "[]", "{}", "{\"keys\":[],\"keys\":[]}", "\ufeff{\"keys\":[]}"})
    void lastKeysServeWhileTheFileIsUnusable(String content) throws IOException {
        KeySource source = source();
        KeySet seen = set(source);
        Files.writeString(file, content);
        time.pass(FEW_SECONDS);
        assertThat(set(source)).isSameAs(seen);
        assertThat(source.renewed(seen).join()).isInstanceOf(Keys.Unavailable.class);
        assertThat(lines.toString(UTF_8))
                .containsOnlyOnce("WARN the keys of " + ISSUER + " cannot be fetched: jwks_file: ")
                .doesNotContain(file.toString());
        Files.writeString(file, SECOND);
        time.pass(Duration.ofSeconds(1));
        assertThat(set(source).named("second")).hasSize(1);
        assertThat(lines.toString(UTF_8)).contains("can be fetched again");
    }

    @Test
    void lastKeysServeForMaxStaleWhileTheFileIsGone() throws IOException {
        KeySource source = source();
        KeySet seen = set(source);
        Files.delete(file);
        time.pass(TestIssuer.MAX_STALE.minusSeconds(1));
        assertThat(set(source)).isSameAs(seen);
        assertThat(lines.toString(UTF_8)).contains("jwks_file cannot be read");
        time.pass(Duration.ofSeconds(1));
        assertThat(source.current().join()).isInstanceOf(Keys.Unavailable.class);
    }

    @Test
    void fileThatGrewTooLongIsNotRead() throws IOException {
        KeySource source = source();
        KeySet seen = set(source);
        Files.writeString(file, " ".repeat(KeySetParser.MAX_DOCUMENT) + SECOND);
        time.pass(FEW_SECONDS);
        assertThat(set(source)).isSameAs(seen);
        assertThat(lines.toString(UTF_8)).contains("jwks_file is longer than 1048576 bytes");
    }

    @Test
    void nothingIsCountedAsAFetch() {
        KeySource source = source();
        assertThat(set(source).keys()).hasSize(1);
        assertThat(counters.keyFetches()).isEmpty();
    }

    @Test
    void fileSystemThatHangsTakesOneThread() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        FileKeys keys = new FileKeys(new LocalFile("jwks_file", pipe, 10_000));
        Executor threads = new DaemonThreads("reader");
        List<CompletableFuture<KeyFetch.Result>> readers = List.of(
                CompletableFuture.supplyAsync(() -> keys.fetch(false), threads),
                CompletableFuture.supplyAsync(() -> keys.fetch(false), threads));
        assertThat(CompletableFuture.anyOf(readers.get(0), readers.get(1)).get())
                .isEqualTo(new KeyFetch.Result.Failed("jwks_file is still being read"));
        Files.writeString(pipe, FIRST);
        assertThat(readers)
                .filteredOn(reader -> reader.join() instanceof KeyFetch.Result.Fetched)
                .hasSize(1);
    }

    private static KeySet set(KeySource source) {
        return ((Keys.Ready) source.current().join()).set();
    }
}
