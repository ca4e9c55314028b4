package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestGate.statusOf;
import static io.mcpoauth2.agent.gate.TokenlessGate.assertPlain;
import static io.mcpoauth2.agent.gate.TokenlessGate.call;
import static io.mcpoauth2.agent.gate.TokenlessGate.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.exchange.MessageBudget;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests without credentials where something may be had without, or asked for in another form. */
class TokenlessRequestsTest {
    private final SampleSettings settings = TokenlessGate.SETTINGS;
    private final Access access = TokenlessGate.access();
    private final TestGate gate = TokenlessGate.of(settings, access);

    @ParameterizedTest
    @CsvSource({
        "initialize, 200",
        "notifications/initialized, 200",
        "server/discover, 200",
        "ping, 200",
        "tools/list, 200",
        "prompts/list, 401",
        "resources/list, 200",
        "resources/templates/list, 200",
        "logging/setLevel, 401",
        "notifications/cancelled, 401",
        "resources/read, 401",
        "subscriptions/listen, 401",
        "tasks/get, 401",
        "tools/call, 401",
    })
    @DisplayName("without a token there is the public view and nothing else; a rule may take from it")
    void publicViewIsWhatTellsWhatThereIs(String method, int status) {
        assertThat(statusOf(gate.send(post(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}")))
                .isEqualTo(status);
    }

    @Test
    void toolOfAnonymousRuleIsCalledByNobody() {
        assertThat(gate.send(post(), call("weather"))).isInstanceOfSatisfying(Decision.Admitted.class, admitted -> {
            assertThat(admitted.identity().isAnonymous()).isTrue();
            assertThat(admitted.identity().isOpen()).isTrue();
            assertThat(admitted.identity().isShown()).isFalse();
            assertThat(admitted.identity().user()).isEmpty();
            assertThat(admitted.message()).isNull();
            assertThat(admitted.judgement()).isEqualTo(Judgement.ofNobody(Reason.ANONYMOUS));
        });
    }

    @Test
    void handlersOwnDemandIsNotTakenAway() {
        access.handlers().add("tools/call", "weather", Set.of("weather:read"), Set.of());

        assertPlain(gate.send(post(), call("weather")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "[]",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"admin\"}}]",
                "{\"method\":\"ping\",\"method\":\"tools/call\"}",
                "{\"method\":\"ping\"}{\"method\":\"ping\"}"
            })
    @DisplayName("whatever is odd gets the 401 of a request without a token")
    void oddMessagesAreUnauthenticated(String body) {
        assertPlain(gate.send(post(), body));
    }

    @Test
    void nothingIsReadOfWhatIsOdd() {
        assertPlain(gate.admit(post().header("DPoP", "x")));
        assertPlain(gate.admit(post().header("Content-Encoding", "gzip")));
        assertPlain(gate.admit(SampleRequest.post("/mcp")));
        assertPlain(gate.admit(SampleRequest.post("/mcp").header("Content-Type", "text/plain")));
        assertPlain(gate.admit(post().header("Content-Length", "65537")));
        assertPlain(gate.admit(post().query("sessionId=x")));
        for (String method : new String[] {"GET", "DELETE", "PUT", "HEAD"}) {
            assertPlain(gate.admit(SampleRequest.of(method, "/mcp").header("Content-Type", "application/json")));
        }
        assertPlain(gate.admit(post().query("access_token=x")));
        assertThat(statusOf(gate.admit(post().bearer("bad")))).isEqualTo(401);
        assertThat(statusOf(gate.admit(post().header("Authorization", "Basic eA=="))))
                .isEqualTo(401);
    }

    @Test
    @DisplayName("a body that looks like a message opens nothing that is no MCP endpoint")
    void onlyWhereMcpIsSpokenIsAMessageLookedAt() {
        for (String path : new String[] {
            "/", "/rest", "/mcp/", "/mcpx", "/mcp/rest", "/MCP", "/%6dcp", "/a/../mcp", "//mcp", "/mcp;x"
        }) {
            assertPlain(gate.admit(SampleRequest.post(path).header("Content-Type", "application/json")));
        }
        TestGate named = TokenlessGate.of(settings.with("message_routes", "/v1/mcp", "/tools/*"), access);
        for (String path : new String[] {"/mcp", "/v1/mcp/", "/v1/mcpx", "/tools", "/tools/../rest"}) {
            assertPlain(named.admit(SampleRequest.post(path).header("Content-Type", "application/json")));
        }
        for (String path : new String[] {"/v1/mcp", "/tools/x"}) {
            SampleRequest request = SampleRequest.post(path).header("Content-Type", "application/json");
            assertThat(statusOf(named.send(request, call("weather")))).isEqualTo(200);
        }
    }

    @Test
    void messageThatIsLongerThanAnnouncedOrBrokenOffIsRefused() {
        Decision.Admitted pending = (Decision.Admitted) gate.admit(post());
        MessageBuffer small = new MessageBuffer(10, new MessageBudget(100), 0);
        small.add(new byte[11], 0, 11);

        assertThat(Objects.requireNonNull(pending.message()).maxSize()).isEqualTo(65_536);
        assertPlain(gate.gate().ruleMessage(pending, small));
        assertPlain(gate.gate().ruleMessage(pending, null));
        assertPlain(gate.send(post().header("Content-Length", "7"), call("weather")));
    }

    @Test
    void mismatchingHeadersAreOdd() {
        SampleRequest request = post().header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "other");

        assertPlain(gate.send(request, call("weather")));
    }

    @Test
    void moreThanTheRateOfAnAddressIsUnauthenticated() {
        TestGate slow = TokenlessGate.of(settings.with("anonymous_rate", "2"), access);
        assertThat(statusOf(slow.send(post(), call("weather")))).isEqualTo(200);
        assertThat(statusOf(slow.send(post(), call("weather")))).isEqualTo(200);

        assertPlain(slow.admit(post()));
    }

    @Test
    @DisplayName("a session without a token is nobody's: not for GET and DELETE, nor with a token")
    void sessionOfNobodyIsForPostAlone() {
        Decision.Admitted opened = (Decision.Admitted) gate.send(post(), call("weather"));
        Objects.requireNonNull(opened.observer()).responding(new SampleResponse(200).with("Mcp-Session-Id", "s1"));

        assertThat(statusOf(gate.send(post().header("Mcp-Session-Id", "s1"), call("weather"))))
                .isEqualTo(200);
        assertThat(statusOf(gate.send(post().header("Mcp-Session-Id", "s2"), call("weather"))))
                .isEqualTo(404);
        assertPlain(gate.send(post().header("Mcp-Session-Id", "s1"), call("admin")));
        for (String method : new String[] {"GET", "DELETE"}) {
            SampleRequest request = SampleRequest.of(method, "/mcp").header("Mcp-Session-Id", "s1");
            assertThat(statusOf(gate.admit(request))).isEqualTo(404);
            assertPlain(gate.admit(SampleRequest.of(method, "/mcp").header("Mcp-Session-Id", "s2")));
        }
        assertThat(statusOf(gate.admit(post().bearer("good").header("Mcp-Session-Id", "s1"))))
                .isEqualTo(404);
    }

    @Test
    void withoutSuchRulesNoBodyIsRead() {
        TestGate plain = TestGate.of(
                settings.build(),
                new Access(TestPolicy.of("allow", "[{\"method\": \"tools/call\", \"scopes\": \"a\"}]")),
                token -> TokenlessGate.valid(),
                AgentLog.toStderr(AgentLog.Level.INFO),
                Measurements.NONE);

        assertPlain(plain.admit(post()));
        assertPlain(plain.admit(post().header("User-Agent", TokenlessGate.CHATGPT)));
    }
}
