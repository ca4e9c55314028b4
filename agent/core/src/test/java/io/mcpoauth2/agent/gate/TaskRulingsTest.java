package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tasks at the gate: whose response told the id, and who asks for it. */
class TaskRulingsTest {
    private static final String RULES = "[{\"method\": \"tools/call\", \"name\": \"admin\", \"deny\": true}]";
    private static final String GET = "{\"method\":\"tasks/get\",\"id\":1,\"params\":{\"taskId\":\"t1\"}}";

    private final TestGate gate = gate(SampleSettings.DEFAULT.build(), TestPolicy.of("allow", RULES));

    @Test
    @DisplayName("a task is its creator's alone, and unknown to all others: 404, before the server sees the message")
    void taskIsUnknownToOthers() {
        assertThat(TestGate.statusOf(send("bob", GET))).isEqualTo(200); // Nothing is known of this server's tasks yet.
        create();

        assertThat(send("alice", GET)).isInstanceOf(Decision.Admitted.class);
        assertThat(send("bob", GET)).isInstanceOfSatisfying(Decision.Answered.class, answered -> {
            assertThat(answered.reply().status()).isEqualTo(404);
            assertThat(answered.judgement().reason()).isEqualTo(Reason.SESSION);
            assertThat(new String(answered.reply().body(), StandardCharsets.UTF_8))
                    .contains("Task not found");
        });
    }

    @Test
    void whatIsRefusedCreatesNothing() {
        Decision refused =
                send("alice", "{\"method\":\"tools/call\",\"id\":1,\"params\":{\"name\":\"admin\",\"task\":{}}}");

        assertThat(TestGate.statusOf(refused)).isEqualTo(403);
    }

    @Test
    @DisplayName("without a policy no message is read, and so no task is bound, unless tasks=bind")
    void bindHasMessagesRead() {
        TestGate plain = gate(SampleSettings.DEFAULT.build(), TestPolicy.of("allow", "[]"));
        TestGate binding = gate(SampleSettings.DEFAULT.with("tasks", "bind").build(), TestPolicy.of("allow", "[]"));

        assertThat(messageOf(plain)).isNull();
        assertThat(messageOf(binding)).isNotNull();
        assertThat(plain.gate().mayReadMessage("POST")).isFalse();
        assertThat(binding.gate().mayReadMessage("POST")).isTrue();
    }

    private static @Nullable PendingMessage messageOf(TestGate of) {
        return ((Decision.Admitted) of.admit(SampleRequest.post("/mcp").bearer("alice"))).message();
    }

    private void create() {
        Decision.Admitted admitted = (Decision.Admitted)
                send("alice", "{\"method\":\"tools/call\",\"id\":1,\"params\":{\"name\":\"slow\",\"task\":{}}}");
        ResponseObserver observer = Objects.requireNonNull(admitted.observer());
        assertThat(observer.readsBody()).isTrue();
        observer.responding(new SampleResponse(200).with("Content-Type", "application/json"));
        observer.sending(ByteBuffer.wrap(
                "{\"id\":1,\"result\":{\"task\":{\"taskId\":\"t1\"}}}".getBytes(StandardCharsets.UTF_8)));
    }

    private Decision send(String user, String message) {
        return gate.send(SampleRequest.post("/mcp").bearer(user), message);
    }

    private static TestGate gate(Settings settings, PolicySettings policy) {
        return TestGate.of(
                settings,
                new Access(policy),
                TaskRulingsTest::judge,
                AgentLog.toStderr(AgentLog.Level.INFO),
                Measurements.NONE);
    }

    private static Verdict judge(String token) {
        return Verdicts.valid(
                Map.of(UserKeys.ISSUER, "https://issuer.example", UserKeys.SUBJECT, token), Optional.empty());
    }
}
