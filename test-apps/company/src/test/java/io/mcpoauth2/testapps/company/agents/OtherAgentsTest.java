package io.mcpoauth2.testapps.company.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lock is the same with another agent in the JVM, whichever came first. */
@ExtendWith(ServersExtension.class)
class OtherAgentsTest {
    private final Servers servers;

    OtherAgentsTest(Servers servers) {
        this.servers = servers;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.mcpoauth2.testapps.company.agents.Pair#usual")
    void lockHoldsBesideTheAgentsThatWeaveTheMost(Pair pair) {
        assertLockHolds(pair);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.mcpoauth2.testapps.company.agents.Pair#otherDoors")
    void lockHoldsBesideThemOnEveryDoor(Pair pair) {
        assertLockHolds(pair);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.mcpoauth2.testapps.company.agents.Pair#rest")
    void lockHoldsBesideAnyOtherAgent(Pair pair) {
        assertLockHolds(pair);
    }

    private void assertLockHolds(Pair pair) {
        try (ServerProcess server = pair.start(servers.issuer().issuer())) {
            McpHttp anonymous = new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"));
            assertThat(anonymous.callTool("echo", Map.of("text", "hi")).status())
                    .isEqualTo(401);
            assertThat(server.executionCount()).isZero();

            McpHttp alice = anonymous.withToken(servers.token("alice"));
            alice.initialize();
            assertThat(alice.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
            assertThat(alice.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
            assertThat(server.executionCount()).isEqualTo(2);
            assertThat(server.stderr())
                    .contains("[mcp-oauth2-agent] INFO")
                    .doesNotContain("[mcp-oauth2-agent] ERROR", "LinkageError");
        }
    }
}
