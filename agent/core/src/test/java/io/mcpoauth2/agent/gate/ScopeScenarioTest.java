package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MCP's conformance suite proposes to ask about scopes: a token with few, and one with all (REQUIREMENTS section 5). */
class ScopeScenarioTest {
    private static final String S = "mcp:conformance:";
    private static final String BASELINE = S + "baseline";
    private static final String RULES = """
            [{"method": "tools/call", "name": "test_simple_text",
              "scopes": ["mcp:conformance:tools:call", "mcp:conformance:tools:test_simple_text"]},
             {"method": "resources/read", "uri": "test://static-text",
              "scopes": ["mcp:conformance:resources:read", "mcp:conformance:resources:static"]},
             {"method": "resources/read", "uri": "test://template/{id}/data",
              "scopes": ["mcp:conformance:resources:read", "mcp:conformance:resources:template:{id}"]},
             {"method": "prompts/get", "name": "test_simple_prompt",
              "scopes": ["mcp:conformance:prompts:get", "mcp:conformance:prompts:test_simple_prompt"]}]
            """;

    private final TestGate gate = TestGate.of(
            SampleSettings.DEFAULT.scopes(BASELINE).build(),
            new Access(TestPolicy.of("allow", RULES)),
            ScopeScenarioTest::judge,
            AgentLog.toStderr(AgentLog.Level.INFO),
            Measurements.NONE);

    @ParameterizedTest
    @CsvSource({
        "tools/call, name, test_simple_text, tools:call, tools:test_simple_text",
        "resources/read, uri, test://static-text, resources:read, resources:static",
        "resources/read, uri, test://template/123/data, resources:read, resources:template:123",
        "prompts/get, name, test_simple_prompt, prompts:get, prompts:test_simple_prompt",
    })
    @DisplayName("R20, R21: one challenge with all scopes of the operation, and none for a token that has them")
    void fewScopesAreChallengedAndAllPass(String method, String member, String target, String first, String second) {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{\"%s\":\"%s\"}}"
                .formatted(method, member, target);

        assertThat(send("low", message)).isInstanceOfSatisfying(Decision.Answered.class, answered -> {
            assertThat(answered.reply().status()).isEqualTo(403);
            assertThat(Replies.headers(answered.reply(), "WWW-Authenticate"))
                    .singleElement()
                    .asString()
                    .startsWith("Bearer error=\"insufficient_scope\", scope=\"" + BASELINE + ' ' + S + first + ' ' + S
                            + second + "\", resource_metadata=");
        });
        assertThat(send("full", message)).isInstanceOf(Decision.Admitted.class);
    }

    private Decision send(String token, String message) {
        return gate.send(SampleRequest.post("/mcp").bearer("mcp-conformance-scope-" + token), message);
    }

    private static Verdict judge(String token) {
        Set<String> scopes = token.endsWith("-full")
                ? Set.of(
                        BASELINE,
                        S + "tools:call",
                        S + "tools:test_simple_text",
                        S + "resources:read",
                        S + "resources:static",
                        S + "resources:template:123",
                        S + "prompts:get",
                        S + "prompts:test_simple_prompt")
                : Set.of(BASELINE);
        return Verdicts.valid(Map.of(UserKeys.SUBJECT, "u", UserKeys.SCOPES, scopes), Optional.empty());
    }
}
