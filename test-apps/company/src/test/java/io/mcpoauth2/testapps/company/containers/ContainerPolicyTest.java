package io.mcpoauth2.testapps.company.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy over tools in containers of others, of which some show the agent their servlets only. */
@Tag("full")
class ContainerPolicyTest {
    private static final EmbeddedIssuer ISSUER = EmbeddedIssuer.builder().start();

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "WILDFLY, 17",
        "LIBERTY, 25",
        "PAYARA_MICRO_7, 25",
        "PAYARA_MICRO_6, 17",
        "TOMCAT_10, 25",
        "JETTY_12, 17"
    })
    void messagesAreJudgedAndThenReadByTheApplication(Container container, int jdk) throws IOException {
        Map<String, String> policy = Map.of("tool_scopes", "echo=files:read");
        try (RunningContainer running = RunningContainer.start(container, jdk, "war-mcp", ISSUER, policy)) {
            McpHttp stranger = running.mcp().withToken(running.token("alice"));
            McpHttp reader = running.mcp().withToken(running.token("alice", "files:read"));
            stranger.initialize();
            reader.initialize();

            for (String text : new String[] {"hi", "big ".repeat(50_000)}) {
                HttpAnswer refused = stranger.callTool("echo", Map.of("text", text));
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.header("WWW-Authenticate").orElseThrow())
                        .contains("error=\"insufficient_scope\"", "scope=\"files:read\"");
            }
            assertThat(stranger.callTool("count", Map.of()).toolText()).isEqualTo("0");
            for (String text : new String[] {"hi", "big ".repeat(50_000)}) {
                assertThat(reader.callTool("echo", Map.of("text", text)).toolText())
                        .isEqualTo(text);
            }
            assertThat(running.errors()).isEmpty();
        }
    }
}
