package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the configuration file, which change while the server runs. */
@ExtendWith(ServersExtension.class)
class ChangedRulesTest {
    private static final String ECHO = "{\"method\": \"tools/call\", \"name\": \"echo\", \"scopes\": \"say:%s\"}";

    @TempDir
    private Path folder;

    @Test
    void changedRulesHoldFromTheNextRequestOnAndWrongOnesAreSaid(Servers servers) throws IOException {
        Path file = folder.resolve("settings.json");
        write(file, servers, ECHO.formatted("echo"));
        try (TestServer server = servers.start(ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17), file)) {
            McpHttp client = server.mcp().withToken(servers.token("alice", "say:echo"));
            client.initialize();
            assertThat(echo(client).toolText()).isEqualTo("hi");
            HttpAnswer unlisted = client.callTool("add", Map.of("a", 1, "b", 1));
            assertThat(unlisted.status()).isEqualTo(403);
            assertThat(unlisted.headers("WWW-Authenticate")).isEmpty();
            assertThat(unlisted.body()).contains("No rule of this server's policy allows this operation");

            write(file, servers, ECHO.formatted("hello"));
            await().atMost(TimeLimit.OF_A_WAIT).until(() -> echo(client).status() == 403);
            assertThat(echo(client).headers("WWW-Authenticate").get(0)).contains("scope=\"say:hello\"");
            long ran = server.executions();

            write(file, servers, ECHO.formatted("a b"));
            assertThat(server.process()
                            .awaitStderr(
                                    "[mcp-oauth2-agent] ERROR the configuration file has errors", TimeLimit.OF_A_WAIT))
                    .isPresent();
            assertThat(echo(client).headers("WWW-Authenticate").get(0)).contains("scope=\"say:hello\"");
            assertThat(server.executions()).isEqualTo(ran);
        }
    }

    private static HttpAnswer echo(McpHttp client) {
        return client.callTool("echo", Map.of("text", "hi"));
    }

    private static void write(Path file, Servers servers, String rule) throws IOException {
        Files.writeString(
                file,
                "{\"issuer\": \"" + servers.issuer().issuer() + "\", \"audience\": \"" + Servers.AUDIENCE
                        + "\", \"policy_default\": \"deny\", \"rules\": [" + rule + "]}");
    }
}
