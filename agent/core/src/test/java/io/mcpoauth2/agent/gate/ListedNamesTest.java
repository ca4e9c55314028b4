package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.TaskUse;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules over names that a server does not list. */
class ListedNamesTest {
    private static final String RULES = """
            [{"method": "tools/call", "name": "serach", "scopes": "a"},
             {"method": "tools/call", "name": "read", "scopes": "a"},
             {"method": "tools/call", "name": "delete_*", "deny": true},
             {"method": "tools/call", "name": "re*", "scopes": "a"},
             {"method": "tools/call", "scopes": "a"},
             {"method": "prompts/get", "name": "plan", "scopes": "a"},
             {"method": "resources/read", "uri": "docs://plan", "scopes": "a"}]
            """;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final AgentLog log = new AgentLog(new PrintStream(told, true, StandardCharsets.UTF_8), AgentLog.Level.WARN);
    private final Access access = new Access(TestPolicy.of("allow", RULES));
    private final ListedNames names = new ListedNames(access, log);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"search\",\"x\":{\"name\":\"serach\"}},{\"name\":\"read\"}]}}",
                "[{\"result\":{\"_meta\":{\"nextCursor\":\"a\"},\"tools\":[{\"inputSchema\":{},\"name\":\"read\"}],\"nextCursor\":null},\"id\":1}]"
            })
    @DisplayName("what the whole list has not is told once, patterns too")
    void namesOfNoToolAreTold(String list) {
        answer("tools/list", list);

        assertThat(told.toString(StandardCharsets.UTF_8).strip())
                .doesNotContain("\n")
                .endsWith(
                        "rules are about names that the server does not list, by a slip or for another endpoint: tools/call delete_*, tools/call serach");
        assertThat(names.observer(List.of(request("tools/list")))).isNull();
        assertThat(names.observer(List.of(request("prompts/list")))).isNotNull();
    }

    @Test
    @DisplayName("a list of several pages is whole with the last one")
    void pagesAreOneList() {
        answer("tools/list", "{\"result\":{\"nextCursor\":\"2\",\"tools\":[{\"name\":\"read\"}]}}");
        assertThat(told.size()).isZero();
        answer("tools/list", "{\"result\":{\"tools\":[{\"name\":\"delete_all\"},{\"name\":\"serach\"}]}}");
        assertThat(told.size()).isZero();
        assertThat(names.observer(List.of(request("tools/list")))).isNull();
    }

    @Test
    void whatIsHiddenFromACallerIsListedAllTheSame() {
        access.names().listed("tools/call", "delete_all");
        access.names().listed("tools/call", "serach");

        answer("tools/list", "{\"result\":{\"tools\":[{\"name\":\"read\"}]}}");

        assertThat(told.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"tools\":[]}}",
                "{\"tools\":[]}",
                "{\"result\":{}}",
                "{\"result\":{\"tools\":[{\"name\":\"read\"}",
                "{\"result\":[{\"tools\":[]}]}",
                "<tools/>"
            })
    void whatIsNoWholeListTellsNothing(String answer) {
        answer("tools/list", answer);

        assertThat(told.size()).isZero();
        assertThat(names.observer(List.of(request("tools/list")))).isNotNull();
    }

    @Test
    @DisplayName("a server that never answers a whole list is not read for ever")
    void readingIsBounded() {
        for (int i = 0; i < 100; i++) {
            answer("tools/list", "{\"error\":{}}");
        }
        assertThat(names.observer(List.of(request("tools/list")))).isNull();
        assertThat(names.observer(List.of(request("prompts/list")))).isNotNull();
    }

    @Test
    void otherRequestsAndMethodsWithoutRulesAreNotLookedAt() {
        assertThat(names.observer(List.of(request("tools/call"), request("resources/list"))))
                .isNull();
        assertThat(new ListedNames(new Access(TestPolicy.of("allow", "[]")), log)
                        .observer(List.of(request("tools/list"))))
                .isNull();
    }

    @Test
    @DisplayName("another policy is looked at anew, and many names are told by their number")
    void anotherPolicyIsLookedAtAnew() {
        answer("tools/list", "{\"result\":{\"tools\":[]}}");
        told.reset();
        String rules = IntStream.range(10, 23)
                .mapToObj(i -> "{\"method\": \"tools/call\", \"name\": \"t" + i + "\", \"scopes\": \"a\"}")
                .collect(Collectors.joining(","));
        access.replace(TestPolicy.of("allow", '[' + rules + ']'));

        answer("tools/list", "{\"result\":{\"tools\":[{\"name\":\"t10\"}]}}");

        assertThat(told.toString(StandardCharsets.UTF_8).strip())
                .doesNotContain("\n")
                .contains("tools/call t11, ")
                .endsWith("tools/call t20, and 2 more");
    }

    private void answer(String method, String body) {
        ResponseObserver page = Objects.requireNonNull(names.observer(List.of(request(method))));
        page.responding(new SampleResponse(200).with("Content-Type", "application/json"));
        page.sending(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonRpcMessage request(String method) {
        return new JsonRpcMessage(
                JsonRpcMessage.Kind.REQUEST, method, null, null, "1", Map.of(), new TaskUse(List.of(), false));
    }
}
