package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestGate.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers that repeat what a message says. */
class HeaderMismatchTest {
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"admin\"}}";
    private static final String REVISION = "2026-07-28";

    private final TestGate gate = TestGate.of(
            SampleSettings.DEFAULT.with("tool_scopes", "admin=files:admin").build(),
            token -> Verdicts.valid(Map.of(UserKeys.SUBJECT, "u", UserKeys.SCOPES, Set.of()), Optional.empty()),
            AgentLog.toStderr(AgentLog.Level.INFO));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tools/call, free, 200",
                "tools/call, =?base64?ZnJlZQ==?=, 200",
                "tools/call, =?BASE64?ZnJlZQ==?=, 400",
                "tools/call, =?base64?ZnJlZQ==, 400",
                "tools/call, =?base64?Zn*lZQ==?=, 400",
                "tools/call, =?base64?Zg=?=, 400",
                "tools/call, admin, 400",
                "tools/call, -, 400",
                "TOOLS/CALL, free, 400",
                "-, free, 400"
            })
    @DisplayName("J5, R39 to R41: headers that differ from the message are 400 with -32020")
    void headersThatDifferAre400(String method, String name, int status) {
        SampleRequest request = post().header("MCP-Protocol-Version", REVISION);
        request = method == null ? request : request.header("Mcp-Method", method);
        request = name == null ? request : request.header("Mcp-Name", name);

        Decision decision = gate.send(request, CALL.replace("admin", "free"));

        assertThat(statusOf(decision)).isEqualTo(status);
        if (decision instanceof Decision.Answered answered) {
            assertThat(Replies.json(answered.reply()).at("/error/code").asInt()).isEqualTo(-32020);
            assertThat(Replies.json(answered.reply()).at("/id").asInt()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("J5, J6: authorization never rests on headers, nor on the revision that they name")
    void headersNeverAuthorize() {
        SampleRequest two = post().header("MCP-Protocol-Version", REVISION)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "free")
                .header("Mcp-Name", "admin");
        assertThat(statusOf(gate.send(two, CALL))).isEqualTo(400);
        SampleRequest older = post().header("MCP-Protocol-Version", "2025-06-18")
                .header("Mcp-Method", "tools/list")
                .header("Mcp-Name", "free");
        assertThat(statusOf(gate.send(older, CALL))).isEqualTo(403);
    }

    private static SampleRequest post() {
        return SampleRequest.post("/mcp").bearer("good");
    }
}
