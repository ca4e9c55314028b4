package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.frameworks.lists.TestLists;
import io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk.McpSdkInstrumentation;
import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import io.mcpoauth2.bridge.Carrier;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Advice on a constructor: an answer of the MCP Java SDK is made of another result. */
class AnswerWeavingTest {
    private static final TypeInstrumentation ANSWER =
            McpSdkInstrumentation.lists().get(0);
    private static final Tool OPEN =
            Tool.builder("open", Map.of("type", "object")).build();
    private static final ListToolsResult SOME = new ListToolsResult(List.of(OPEN), null, null);
    private static final ListToolsResult ALL = new ListToolsResult(
            List.of(OPEN, Tool.builder("admin", Map.of("type", "object")).build()), null, null);

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @BeforeEach
    void callAsSomebodyElse() {
        TestLists.filter();
        TestLists.call("other");
    }

    @AfterEach
    void leaveNothingOnTheThread() {
        Carrier.swap(null);
    }

    @Test
    void answerIsMadeOfWhatItsCallerIsShown() throws Exception {
        Class<?> woven = JvmTransformer.load(
                new OneClassWeaver(ANSWER), ANSWER.typeName(), ClassFiles.of(JSONRPCResponse.class));

        assertThat(result(woven, ALL)).isEqualTo(SOME);
        assertThat(result(woven, "text")).isEqualTo("text");
    }

    @Test
    void answerOfAClassThatWasLoadedBeforeToo() throws Exception {
        Class<?> loaded = JvmTransformer.define(ANSWER.typeName(), ClassFiles.of(JSONRPCResponse.class));
        assertThat(result(loaded, ALL)).isEqualTo(ALL);

        JvmTransformer.retransform(new OneClassWeaver(ANSWER), loaded);

        assertThat(result(loaded, ALL)).isEqualTo(SOME);
    }

    @Test
    void answerThatCannotBeWovenCannotBeRead() throws Exception {
        Class<?> refusing = JvmTransformer.define(
                ANSWER.typeName(),
                RefusingClass.ofServer(ClassFiles.of(JSONRPCResponse.class), ANSWER.weavings(), "not protected"));

        assertThatThrownBy(() -> result(refusing, ALL))
                .cause()
                .isInstanceOf(SecurityException.class)
                .hasMessageEndingWith("not protected");
    }

    private static @Nullable Object result(Class<?> response, Object result) throws Exception {
        Object made = response.getConstructor(String.class, Object.class, Object.class, JSONRPCError.class)
                .newInstance("2.0", 1, result, null);
        return response.getMethod("result").invoke(made);
    }
}
