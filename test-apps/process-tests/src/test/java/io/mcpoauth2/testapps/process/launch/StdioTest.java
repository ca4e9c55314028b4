package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.launch.StdioSession.Transcript;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server on standard input and output: no OAuth there, and nothing of ours on the wire. */
@Timeout(60)
class StdioTest {
    private static final String REFUSED = "needs an authenticated caller";
    private static final String COUNT = "{\"type\":\"text\",\"text\":\"0\"}";

    @TempDir
    Path folder;

    private List<String> agent() {
        return List.of("-javaagent:" + AgentJar.path() + "=issuer=https://issuer.invalid,audience=https://mcp.example");
    }

    @DisplayName("R2 a stdio session is byte for byte what it is without the agent")
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void sessionIsWhatItIsWithoutTheAgent(int jdk) throws Exception {
        String[] requests = {
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
            StdioSession.call(2, "echo", "{\"text\":\"hi\"}"),
            StdioSession.call(3, "no-such-tool", "{}")
        };

        Transcript plain = StdioSession.of(jdk, folder, List.of(), requests);
        Transcript withAgent = StdioSession.of(jdk, folder, agent(), requests);

        assertThat(withAgent.answers()).isEqualTo(plain.answers()).hasSize(4);
        assertThat(withAgent.answers().get(2)).contains("\"text\":\"hi\"");
        assertThat(withAgent.stderr()).contains("mode enforce");
    }

    @DisplayName("R2 functions that a server has registered run on stdio, where its process listens, too")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/stdio/target/app-linked/*, com.example.stdio.StdioServer",
        "/ktor-kotlin-sdk-linked/target/app-linked/*, com.example.ktor.StdioServer"
    })
    void registeredToolsRunBesideAListener(String classPath, String main) throws Exception {
        List<String> answers = StdioSession.of(
                        25,
                        folder,
                        agent(),
                        List.of("-cp", Programs.folder() + classPath, main, "listen=true"),
                        StdioSession.call(1, "registered", "{}"),
                        StdioSession.call(2, "whoami", "{}"),
                        StdioSession.call(3, "count", "{}"))
                .answers();

        assertThat(answers).hasSize(4);
        assertThat(answers.get(1)).contains("\"text\":\"nobody\"");
        assertThat(answers.get(2)).contains(REFUSED);
        assertThat(answers.get(3)).contains("\"text\":\"1\"");
    }

    @DisplayName("R2 a guarded tool refuses on stdio by the transport's own error")
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void guardedToolsRefuseAndTheirBodiesDoNotRun(int jdk) throws Exception {
        List<String> answers = StdioSession.of(
                        jdk,
                        folder,
                        agent(),
                        StdioSession.call(1, "whoami", "{}"),
                        StdioSession.call(2, "admin", "{}"),
                        StdioSession.call(3, "count", "{}"))
                .answers();

        assertThat(answers).hasSize(4);
        assertThat(answers.get(1)).contains("\"id\":1", REFUSED).doesNotContain("\"result\"");
        assertThat(answers.get(2)).contains("\"id\":2", REFUSED).doesNotContain("\"result\"");
        assertThat(answers.get(3)).contains("\"id\":3", COUNT);
    }
}
