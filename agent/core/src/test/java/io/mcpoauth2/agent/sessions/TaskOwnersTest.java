package io.mcpoauth2.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.JsonRpcReader;
import io.mcpoauth2.agent.sessions.Sessions.Ruling;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.UserKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose tasks are, as messages and responses tell. */
class TaskOwnersTest {
    private static final Map<String, Object> ALICE = caller("alice");
    private static final Map<String, Object> BOB = caller("bob");
    private static final Map<String, Object> NOBODY = Map.of();
    private static final Object RESOURCE = new Object();
    private static final Duration IDLE = Duration.ofHours(1);
    private static final String CREATE =
            "{\"method\":\"tools/call\",\"id\":1,\"params\":{\"name\":\"slow\",\"task\":{}}}";

    private final AtomicLong now = new AtomicLong();
    private final TaskOwners tasks = owners(SessionSettings.Tasks.AUTO);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"tasks/get\",\"id\":1,\"params\":{\"taskId\":\"t1\"}}",
                "{\"params\":{\"taskId\":\"\\u00741\"},\"method\":\"tasks/result\",\"id\":1}",
                "{\"method\":\"tasks/cancel\",\"params\":{\"taskId\":\"t1\"}}",
                "{\"method\":\"tasks/update\",\"id\":1,\"params\":{\"inputResponses\":{},\"taskId\":\"t1\"}}",
                "{\"method\":\"subscriptions/listen\",\"id\":1,\"params\":{\"notifications\":{\"taskIds\":[\"t1\"]}}}",
                "[{\"method\":\"ping\",\"id\":1},{\"method\":\"tasks/get\",\"id\":2,\"params\":{\"taskId\":\"t1\"}}]"
            })
    @DisplayName("a task is unknown to everybody but who created it, by every method that names it")
    void taskIsItsCreatorsAlone(String message) {
        create(ALICE, "t1");

        assertThat(judge(message, ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(judge(message, BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(judge(message, NOBODY)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    @DisplayName("an id that this resource has not given is unknown; where none was ever given it passes")
    void guessedIdIsUnknown() {
        assertThat(judge(get("\"guessed\""), ALICE)).isEqualTo(Ruling.PASSES);
        create(ALICE, "t1");

        for (String id : List.of("\"guessed\"", "1", "null", "[\"t1\"]", "\"\"", '"' + "x".repeat(513) + '"')) {
            assertThat(judge(get(id), ALICE)).as(id).isEqualTo(Ruling.UNKNOWN);
        }
        assertThat(tasks.judge(messages(get("\"guessed\"")), ALICE, new Object(), true))
                .isEqualTo(Ruling.PASSES);
    }

    @Test
    void whoeverCreatesATaskOfTheSameIdAgainDoesNotGetIt() {
        create(ALICE, "t1");
        create(BOB, "t1");

        assertThat(judge(get("\"t1\""), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(judge(get("\"t1\""), BOB)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    @DisplayName("a task that was created without a token is unknown with one")
    void tasksOfNobodyAreNobodys() {
        create(NOBODY, "t1");

        assertThat(judge(get("\"t1\""), NOBODY)).isEqualTo(Ruling.PASSES);
        assertThat(judge(get("\"t1\""), ALICE)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    @DisplayName("no more tasks are created than there is room for, and none that lives is forgotten")
    void fullTableRefusesFurtherTasks() {
        create(ALICE, "t1");
        create(ALICE, "t2");

        assertThat(judge(CREATE, BOB)).isEqualTo(Ruling.FULL);
        assertThat(judge(get("\"t1\""), ALICE)).isEqualTo(Ruling.PASSES);
        now.addAndGet(IDLE.toNanos() + 1);
        assertThat(judge(CREATE, BOB)).isEqualTo(Ruling.PASSES);
        assertThat(judge(get("\"t1\""), ALICE)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    void argumentsOfToolsNameNoTasks() {
        create(ALICE, "t1");

        for (String params : List.of(
                "{\"name\":\"x\",\"arguments\":{\"taskId\":\"t9\",\"taskIds\":[\"t9\"],\"task\":{}}}",
                "{\"name\":\"x\",\"taskId\":\"t9\"}")) {
            String call = "{\"method\":\"tools/call\",\"id\":1,\"params\":" + params + '}';
            assertThat(judge(call, BOB)).isEqualTo(Ruling.PASSES);
            assertThat(tasks.observer(messages(call), BOB, RESOURCE, true)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}}}",
                "{\"task\":{\"ttl\":60000},\"name\":\"slow\"}"
            })
    void whoTakesTasksForAnswersIsShownTo(String params) {
        assertThat(tasks.observer(
                        messages("{\"method\":\"tools/call\",\"id\":1,\"params\":" + params + '}'),
                        ALICE,
                        RESOURCE,
                        true))
                .isNotNull();
    }

    @Test
    @DisplayName("tasks are bound by themselves only where no message passes unread")
    void settingTellsWhereTasksAreBound() {
        assertThat(tasks.observer(messages(CREATE), ALICE, RESOURCE, false)).isNull();
        assertThat(tasks.needMessages()).isFalse();
        assertThat(owners(SessionSettings.Tasks.OFF).observer(messages(CREATE), ALICE, RESOURCE, true))
                .isNull();
        TaskOwners always = owners(SessionSettings.Tasks.BIND);
        assertThat(always.needMessages()).isTrue();
        assertThat(always.observer(messages(CREATE), ALICE, RESOURCE, false)).isNotNull();
    }

    private void create(Map<String, Object> creator, String id) {
        ResponseObserver observer = Objects.requireNonNull(tasks.observer(messages(CREATE), creator, RESOURCE, true));
        observer.responding(new SampleResponse(200).with("Content-Type", "application/json"));
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"task\":{\"taskId\":\"" + id + "\"}}}";
        observer.sending(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    }

    private Ruling judge(String message, Map<String, Object> user) {
        return tasks.judge(messages(message), user, RESOURCE, true);
    }

    private static String get(String id) {
        return "{\"method\":\"tasks/get\",\"id\":1,\"params\":{\"taskId\":" + id + "}}";
    }

    private static List<JsonRpcMessage> messages(String json) {
        try {
            return new JsonRpcReader(1 << 20)
                    .read(json.getBytes(StandardCharsets.UTF_8))
                    .messages();
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private TaskOwners owners(SessionSettings.Tasks tasks) {
        return new TaskOwners(
                new SessionSettings(true, 2, IDLE, tasks), AgentLog.toStderr(AgentLog.Level.INFO), now::get);
    }

    private static Map<String, Object> caller(String subject) {
        return Map.of(UserKeys.ISSUER, "https://a.example", UserKeys.SUBJECT, subject);
    }
}
