package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code audit=file}: who did what, without saying who. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class AuditTest extends DoorTest {
    private static final Path FILE = temporary("audit", ".jsonl");
    private static final Path KEY = temporary("audit", ".key");
    private static final ObjectMapper JSON = new ObjectMapper();

    AuditTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() throws IOException {
        Files.writeString(KEY, "0123456789abcdef0123456789abcdef");
        return ServerSpec.each(ServerKind.SDK2_TOMCAT11)
                .map(spec -> spec.withApi()
                        .setting("audit", "file")
                        .setting("audit_file", FILE.toString())
                        .setting("audit_key_file", KEY.toString()));
    }

    private static Path temporary(String prefix, String suffix) {
        try {
            Path file = Files.createTempFile(prefix, suffix);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void decisionsAndOutcomesAreWrittenAndNobodyIsNamed() throws Exception {
        server.send("GET", "/hello");
        String token = servers.token("alice", "mcp:admin");
        McpHttp alice = server.mcp().withToken(token);
        alice.initialize();
        assertThat(alice.callTool("admin", Map.of()).toolText()).isEqualTo("admin:alice");

        JsonNode refused = await(line -> line.path("reason").asText().equals("no_token"));
        assertThat(refused.path("decision").asText()).isEqualTo("refused");
        assertThat(refused.path("url.path").asText()).isEqualTo("/hello");
        assertThat(refused.has("enduser.pseudo.id")).isFalse();

        JsonNode outcome = await(line -> line.path("event").asText().equals("outcome"));
        assertThat(outcome.path("outcome").asText()).isEqualTo("ran");
        assertThat(outcome.path("handler").asText()).isNotEmpty();
        JsonNode admitted = await(line -> line.path("request.id")
                        .asText()
                        .equals(outcome.path("request.id").asText())
                && line.path("event").asText().equals("decision"));
        assertThat(admitted.path("decision").asText()).isEqualTo("admitted");
        assertThat(admitted.path("enduser.pseudo.id").asText())
                .hasSize(64)
                .isEqualTo(outcome.path("enduser.pseudo.id").asText());
        assertThat(Files.readString(FILE)).doesNotContain("alice", token);
        assertRan(1);
    }

    /** The first line of that kind, which its writer may not have come to yet. */
    private static JsonNode await(Predicate<JsonNode> wanted) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            Optional<JsonNode> found = lines().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(System.nanoTime()).as(Files.readString(FILE)).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static Stream<JsonNode> lines() throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.endsWith("}"))
                .map(AuditTest::json);
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
