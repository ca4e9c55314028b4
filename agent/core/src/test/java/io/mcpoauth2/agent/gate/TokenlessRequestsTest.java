package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBudget;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests without credentials where something may be had without, or asked for in another form. */
class TokenlessRequestsTest {
    private static final String RULES = """
            [{"method": "tools/call", "name": "weather", "anonymous": true},
             {"method": "tools/call", "name": "admin", "scopes": "files:admin"},
             {"method": "tools/call", "name": "mine", "roles": "owner"},
             {"method": "prompts/list", "deny": true}]
            """;
    private static final String METADATA =
            "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"";
    private static final String CHATGPT = "openai-mcp/1.0.0 (ChatGPT)";

    private final SampleSettings settings =
            SampleSettings.DEFAULT.scopes("mcp:use").with("anonymous_discovery", "true");
    private final Access access = new Access(TestPolicy.with("anonymous_discovery", "true", RULES));
    private final TestGate gate = gate(settings.build());

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
        assertThat(statusOf(send(post(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}")))
                .isEqualTo(status);
    }

    @Test
    void toolOfAnonymousRuleIsCalledByNobody() {
        assertThat(send(post(), call("weather"))).isInstanceOfSatisfying(Decision.Admitted.class, admitted -> {
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

        assertPlain(send(post(), call("weather")));
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
        assertPlain(send(post(), body));
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
        TestGate named =
                gate(settings.with("message_routes", "/v1/mcp", "/tools/*").build());
        for (String path : new String[] {"/mcp", "/v1/mcp/", "/v1/mcpx", "/tools", "/tools/../rest"}) {
            assertPlain(named.admit(SampleRequest.post(path).header("Content-Type", "application/json")));
        }
        for (String path : new String[] {"/v1/mcp", "/tools/x"}) {
            SampleRequest request = SampleRequest.post(path).header("Content-Type", "application/json");
            assertThat(statusOf(send(named, request, call("weather")))).isEqualTo(200);
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
        assertPlain(send(post().header("Content-Length", "7"), call("weather")));
    }

    @Test
    void mismatchingHeadersAreOdd() {
        SampleRequest request = post().header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "other");

        assertPlain(send(request, call("weather")));
    }

    @Test
    void moreThanTheRateOfAnAddressIsUnauthenticated() {
        TestGate slow = gate(settings.with("anonymous_rate", "2").build());
        assertThat(statusOf(send(slow, post(), call("weather")))).isEqualTo(200);
        assertThat(statusOf(send(slow, post(), call("weather")))).isEqualTo(200);

        assertPlain(slow.admit(post()));
    }

    @Test
    @DisplayName("a session without a token is nobody's: not for GET and DELETE, nor with a token")
    void sessionOfNobodyIsForPostAlone() {
        Decision.Admitted opened = (Decision.Admitted) send(post(), call("weather"));
        Objects.requireNonNull(opened.observer()).responding(new SampleResponse(200).with("Mcp-Session-Id", "s1"));

        assertThat(statusOf(send(post().header("Mcp-Session-Id", "s1"), call("weather"))))
                .isEqualTo(200);
        assertThat(statusOf(send(post().header("Mcp-Session-Id", "s2"), call("weather"))))
                .isEqualTo(404);
        assertPlain(send(post().header("Mcp-Session-Id", "s1"), call("admin")));
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
                token -> valid(),
                AgentLog.toStderr(AgentLog.Level.INFO),
                Measurements.NONE);

        assertPlain(plain.admit(post()));
        assertPlain(plain.admit(post().header("User-Agent", CHATGPT)));
    }

    @ParameterizedTest
    @CsvSource({
        "admin, mcp:use files:admin",
        "mine, mcp:use",
        "other, mcp:use",
    })
    @DisplayName("challenge=auto: a known client finds the challenge of a tool's call in its result")
    void knownClientIsChallengedInAResult(String tool, String scopes) {
        TestGate auto = gate(settings.with("challenge", "auto").build());
        HttpReply reply = refusal(auto, post().header("User-Agent", CHATGPT), call(tool));

        assertThat(reply.status()).isEqualTo(200);
        JsonNode answer = Replies.json(reply);
        assertThat(answer.at("/id").asText()).isEqualTo("seven");
        assertThat(answer.at("/result/isError").asBoolean()).isTrue();
        assertThat(answer.at("/result/_meta").get("mcp/www_authenticate").get(0).asText())
                .isEqualTo(
                        "Bearer error=\"insufficient_scope\", error_description=\"This tool needs a login\", scope=\""
                                + scopes + "\", " + METADATA);
        assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
    }

    @Test
    void realStatusIsCounted() {
        TestGate auto = gate(settings.with("challenge", "auto").build());
        Decision refused = send(auto, post().header("User-Agent", CHATGPT), call("admin"));
        assertThat(refused.judgement().reason()).isEqualTo(Reason.NO_TOKEN);

        Decision lacking = send(auto, post().bearer("good").header("User-Agent", CHATGPT), call("admin"));
        assertThat(lacking.judgement().reason()).isEqualTo(Reason.SCOPE);
        assertThat(statusOf(lacking)).isEqualTo(200);
    }

    @Test
    @DisplayName("challenge=auto: what every request needs is asked for in a result, too")
    void lackOfRequiredScopesIsToldInAResult() {
        TestGate auto =
                gate(settings.scopes("never:granted").with("challenge", "auto").build());
        SampleRequest request = post().bearer("good").header("User-Agent", CHATGPT);

        Decision refused = send(auto, request, call("weather"));
        assertThat(statusOf(refused)).isEqualTo(200);
        assertThat(refused).isInstanceOf(Decision.Answered.class);
        assertThat(statusOf(send(auto, request, call("weather").replace("tools/call", "tools/list"))))
                .isEqualTo(403);
        assertThat(gate(settings.scopes("never:granted").build()).admit(request))
                .isInstanceOf(Decision.Answered.class);
    }

    @Test
    @DisplayName("challenge=auto: other clients, other messages, bad tokens and roles are answered as ever")
    void nothingElseChangesItsForm() {
        TestGate auto = gate(settings.with("challenge", "auto").build());
        SampleRequest known = post().header("User-Agent", CHATGPT);
        assertPlain(send(auto, known, "{\"id\":1,\"method\":\"resources/read\"}"));
        assertPlain(send(auto, known, "{\"method\":\"tools/call\"}"));
        assertPlain(send(auto, known, '[' + call("admin") + ']'));
        assertPlain(send(auto, post().header("User-Agent", "Claude-User"), call("admin")));
        assertPlain(send(auto, post().header("User-Agent", "x openai-mcp/1.0.0"), call("admin")));
        assertThat(statusOf(auto.admit(post().bearer("bad").header("User-Agent", CHATGPT))))
                .isEqualTo(401);
        assertThat(statusOf(send(auto, post().bearer("good").header("User-Agent", CHATGPT), call("mine"))))
                .isEqualTo(403);
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"seven\",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\"}}";
    }

    private static SampleRequest post() {
        return SampleRequest.post("/mcp").header("Content-Type", "application/json");
    }

    private static void assertPlain(Decision decision) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Answered.class, answered -> {
            assertThat(answered.reply().status()).isEqualTo(401);
            assertThat(Replies.headers(answered.reply(), "WWW-Authenticate"))
                    .containsExactly("Bearer " + METADATA + ", scope=\"mcp:use\"");
        });
    }

    private Decision send(SampleRequest request, String body) {
        return send(gate, request, body);
    }

    private static HttpReply refusal(TestGate gate, SampleRequest request, String body) {
        return ((Decision.Answered) send(gate, request, body)).reply();
    }

    private static Decision send(TestGate gate, SampleRequest request, String body) {
        Decision.Admitted admitted = (Decision.Admitted) gate.admit(request);
        MessageBuffer buffer = new MessageBuffer(65_536, new MessageBudget(1 << 20), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        buffer.add(bytes, 0, bytes.length);
        return gate.gate().ruleMessage(admitted, buffer);
    }

    private static int statusOf(Decision decision) {
        return decision instanceof Decision.Answered answered ? answered.reply().status() : 200;
    }

    private TestGate gate(Settings of) {
        return TestGate.of(
                of,
                access,
                token -> token.equals("bad") ? invalid() : valid(),
                AgentLog.toStderr(AgentLog.Level.INFO),
                Measurements.NONE);
    }

    private static Verdict invalid() {
        return new Verdict.Invalid(Reason.SIGNATURE, "Invalid signature", "the signature is wrong");
    }

    private static Verdict valid() {
        Map<String, Object> user = Map.of(UserKeys.SUBJECT, "u", UserKeys.SCOPES, Set.of("mcp:use"));
        return Verdicts.valid(user, Optional.empty());
    }
}
