package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestGate.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBudget;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the message of a caller whose token is valid. */
class MessageGateTest {
    private static final String METADATA =
            "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"";
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"admin\"}}";
    private static final String REVISION = "2026-07-28";

    private final SampleSettings settings = SampleSettings.DEFAULT
            .scopes("mcp:use")
            .with("tool_scopes", "admin=files:write files:admin;other=x")
            .with("max_message_size", "2048");
    private final TestGate gate = gate(settings);

    @Test
    @DisplayName("R20, R21: one challenge with all scopes of the operation and those that every request needs")
    void missingScopesAreChallenged() {
        HttpReply reply = refusal(post(), CALL);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(Replies.headers(reply, "WWW-Authenticate"))
                .containsExactly(
                        "Bearer error=\"insufficient_scope\", scope=\"mcp:use files:write files:admin\", " + METADATA);
    }

    @Test
    void messageOfAnotherToolGoesOn() {
        assertThat(send(post(), CALL.replace("admin", "free")))
                .isInstanceOfSatisfying(Decision.Admitted.class, admitted -> {
                    assertThat(admitted.message()).isNull();
                    assertThat(admitted.judgement().reason()).isEqualTo(Reason.ACCEPTED);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})
    void requestsWithoutMessageAreNotRead(String method) {
        assertThat(gate.admit(SampleRequest.of(method, "/mcp").bearer("good")))
                .isInstanceOfSatisfying(
                        Decision.Admitted.class,
                        admitted -> assertThat(admitted.message()).isNull());
    }

    @Test
    void messageIsNotReadWithoutPolicyOrElsewhere() {
        for (SampleSettings other :
                new SampleSettings[] {SampleSettings.DEFAULT, settings.with("message_routes", "/other")}) {
            assertThat(gate(other).admit(post()))
                    .isInstanceOfSatisfying(
                            Decision.Admitted.class,
                            admitted -> assertThat(admitted.message()).isNull());
        }
        assertThat(gate(settings.with("message_routes", "/other"))
                        .admit(SampleRequest.post("/%6fther").bearer("good")))
                .isInstanceOfSatisfying(
                        Decision.Admitted.class,
                        admitted -> assertThat(admitted.message()).isNotNull());
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 403"})
    @DisplayName("J1: a batch is judged whole")
    void batchIsRefusedForOneOfItsMessages(int index, int status) {
        String first = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
        String second = CALL.replace("admin", index == 1 ? "free" : "admin");

        assertThat(statusOf(send(post(), "[" + first + "," + second + "]"))).isEqualTo(status);
    }

    @Test
    @DisplayName("J1: all scopes of a batch are in one challenge")
    void scopesOfBatchAreUnited() {
        HttpReply reply = refusal(post(), "[" + CALL + "," + CALL.replace("admin", "other") + "]");

        assertThat(Replies.headers(reply, "WWW-Authenticate").get(0))
                .contains("scope=\"mcp:use files:write files:admin x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25", REVISION})
    @DisplayName("R45: revisions without batches have none")
    void batchOfLaterRevisionIs400(String version) {
        assertThat(refusal(post().header("MCP-Protocol-Version", version), "[" + CALL.replace("admin", "free") + "]")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{", "[]", "{\"method\":\"tools/call\",\"method\":\"x\"}"})
    @DisplayName("J2: what cannot be read in one way is 400 without a challenge")
    void malformedMessagesAre400(String body) {
        Decision decision = send(post(), body);
        if (body.isEmpty()) {
            assertThat(statusOf(decision)).isEqualTo(200); // It asks for nothing, and the default allows.
            return;
        }
        HttpReply reply = ((Decision.Answered) decision).reply();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
        assertThat(decision.judgement().reason()).isEqualTo(Reason.MESSAGE);
    }

    @Test
    void whatHasNoMethodGetsTheDefault() {
        TestGate denying = gate(settings.with("policy_default", "deny"));

        for (String body : new String[] {"", "{}", "{\"Method\":\"tools/call\"}"}) {
            assertThat(statusOf(denying.send(post(), body))).isEqualTo(403);
        }
        assertThat(statusOf(denying.send(post(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Encoding, gzip",
        "Content-Encoding, 'identity, br'",
        "Content-Type, application/json; charset=utf-16",
        "Content-Type, application/json;charset=ISO-8859-1",
        "Content-Type, 'application/json; charset = \"utf-7\"'",
        "Content-Type, text/plain; charset=utf-8; charset=utf-16"
    })
    @DisplayName("J7, J9: other encodings are 415 before anything is read")
    void otherEncodingsAre415(String name, String value) {
        assertThat(gate.admit(post().header(name, value)))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(415));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "text/plain",
        "''"
    })
    @DisplayName("J8: any other content type changes nothing")
    void contentTypesChangeNothing(String type) {
        assertThat(statusOf(send(post().header("Content-Type", type), CALL))).isEqualTo(403);
        assertThat(statusOf(send(post().header("Content-Type", type), CALL.replace("admin", "free"))))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2049", "99999999999999999999"})
    void announcedLengthAboveTheLimitIs413(String length) {
        assertThat(gate.admit(post().header("Content-Length", length)))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(413));
    }

    @Test
    void longMessageIs413AndTooManyBytesInAllAre503() {
        assertThat(statusOf(send(post(), CALL.replace("admin", "x".repeat(2048)))))
                .isEqualTo(413);
        Decision.Admitted admitted = (Decision.Admitted) gate.admit(post());
        MessageBuffer none = new MessageBuffer(2048, new MessageBudget(10), 0);
        none.add(CALL.getBytes(StandardCharsets.UTF_8), 0, CALL.length());
        HttpReply busy = ((Decision.Answered) gate.gate().ruleMessage(admitted, none)).reply();
        assertThat(busy.status()).isEqualTo(503);
        assertThat(Replies.headers(busy, "Retry-After")).containsExactly("1");
    }

    @Test
    void messageThatEndsTooEarlyIs400() {
        Decision.Admitted admitted = (Decision.Admitted) gate.admit(post());

        assertThat(statusOf(gate.gate().ruleMessage(admitted, null))).isEqualTo(400);
        assertThat(statusOf(send(post().header("Content-Length", "7"), ""))).isEqualTo(400);
    }

    @Test
    @DisplayName("where handlers alone demand something, what is plainly a message is judged, and all else left alone")
    void demandsOfHandlersLeaveOtherBodiesAlone() {
        Access access = new Access(PolicySettings.NONE);
        TestGate handlers = TestGate.of(
                SampleSettings.DEFAULT.build(),
                access,
                token -> valid(),
                AgentLog.toStderr(AgentLog.Level.INFO),
                Measurements.NONE);
        assertThat(messageOf(handlers, json().header("Content-Length", "" + CALL.length())))
                .isNull();
        access.handlers().add("tools/call", "admin", Set.of("files:admin"), Set.of());

        assertThat(statusOf(handlers.send(whole(), CALL))).isEqualTo(403);
        assertThat(statusOf(handlers.send(whole(), CALL.replace("admin", "wrong"))))
                .isEqualTo(200);
        assertThat(statusOf(handlers.send(whole(), "x".repeat(CALL.length())))).isEqualTo(200);
        for (SampleRequest other : new SampleRequest[] {
            json(),
            post().header("Content-Length", "10").header("Content-Type", "multipart/form-data"),
            post().header("Content-Length", "10"),
            json().header("Content-Length", "99999999"),
            whole().header("Content-Encoding", "gzip")
        }) {
            assertThat(messageOf(handlers, other)).isNull();
        }
    }

    private static SampleRequest json() {
        return post().header("Content-Type", "application/json; charset=UTF-8");
    }

    private static SampleRequest whole() {
        return json().header("Content-Length", "" + CALL.length());
    }

    private static @Nullable PendingMessage messageOf(TestGate gate, SampleRequest request) {
        return ((Decision.Admitted) gate.admit(request)).message();
    }

    private static SampleRequest post() {
        return SampleRequest.post("/mcp").bearer("good");
    }

    private HttpReply refusal(SampleRequest request, String body) {
        return ((Decision.Answered) send(request, body)).reply();
    }

    private Decision send(SampleRequest request, String body) {
        return gate.send(request, body);
    }

    private static TestGate gate(SampleSettings of) {
        return TestGate.of(of.build(), token -> valid(), AgentLog.toStderr(AgentLog.Level.INFO));
    }

    private static Verdict valid() {
        Map<String, Object> user = Map.of(UserKeys.SUBJECT, "u", UserKeys.SCOPES, Set.of("mcp:use", "files:write"));
        return Verdicts.valid(user, Optional.empty());
    }
}
