package io.mcpoauth2.agent.instrumentation.frameworks.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.bridge.Carrier;
import io.modelcontextprotocol.modern.McpSchema.CacheScope;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of the MCP Java SDK, whose classes have kept their form since its first release that is supported. */
class ListAnswerTest {
    private static final Map<String, Object> META = Map.of("k", "v");
    private static final Map<String, Object> SCHEMA = Map.of("type", "object");

    @BeforeEach
    void filter() {
        TestLists.filter();
    }

    @AfterEach
    void leaveNothingOnTheThread() {
        Carrier.swap(null);
    }

    @Test
    void listIsCopiedWithoutWhatItsCallerMayNotUse() {
        Tool open = Tool.builder("open", SCHEMA).build();
        Tool admin = Tool.builder("admin", SCHEMA).build();
        ListToolsResult all = new ListToolsResult(List.of(open, admin), "next", META);

        TestLists.call("other");
        assertThat(shown(all)).isEqualTo(new ListToolsResult(List.of(open), "next", META));
        TestLists.call("admin");
        assertThat(shown(all)).isEqualTo(all);
        assertThat(all.tools()).containsExactly(open, admin);
    }

    @Test
    void promptsResourcesAndTemplatesAreFilteredLikewise() {
        Prompt prompt = Prompt.builder("open").build();
        Resource resource = Resource.builder("test://open", "open").build();
        ResourceTemplate template =
                ResourceTemplate.builder("test://{id}", "open").build();
        TestLists.call("other");

        assertThat(shown(new ListPromptsResult(List.of(Prompt.builder("admin").build(), prompt), null, null)))
                .isEqualTo(new ListPromptsResult(List.of(prompt), null, null));
        assertThat(shown(new ListResourcesResult(
                        List.of(Resource.builder("test://admin", "admin").build(), resource), null, null)))
                .isEqualTo(new ListResourcesResult(List.of(resource), null, null));
        assertThat(shown(new ListResourceTemplatesResult(
                        List.of(
                                ResourceTemplate.builder("test://admin/{id}", "admin")
                                        .build(),
                                template),
                        null,
                        null)))
                .isEqualTo(new ListResourceTemplatesResult(List.of(template), null, null));
    }

    @Test
    void nobodyIsShownAnEmptyList() {
        ListToolsResult all =
                new ListToolsResult(List.of(Tool.builder("open", SCHEMA).build()), null, null);

        assertThat(shown(all)).isEqualTo(new ListToolsResult(List.of(), null, null));
    }

    @Test
    void answerThatOthersMightKeepIsPrivateWhereItIsFiltered() {
        var tool = io.modelcontextprotocol.modern.McpSchema.Tool.builder("open", SCHEMA)
                .build();
        var admin = io.modelcontextprotocol.modern.McpSchema.Tool.builder("admin", SCHEMA)
                .build();
        var all = new io.modelcontextprotocol.modern.McpSchema.ListToolsResult(
                List.of(admin, tool), null, 5_000L, CacheScope.PUBLIC, "complete", META);
        TestLists.call("other");

        assertThat(shown(all))
                .isEqualTo(new io.modelcontextprotocol.modern.McpSchema.ListToolsResult(
                        List.of(tool), null, 5_000L, CacheScope.PRIVATE, "complete", META));
    }

    @Test
    void otherResultsStayAsTheyAre() {
        TestLists.call("other");
        McpSchema.Result call = new McpSchema.GetPromptResult("d", List.of(), null);

        assertThat(shown(call)).isSameAs(call);
        assertThat(shown(Map.of("tools", List.of()))).isEqualTo(Map.of("tools", List.of()));
        assertThat(shown(null)).isNull();
        assertThat(shown(new ListToolsResultOfSomebodyElse.ListToolsResult(List.of("a"))))
                .isEqualTo(new ListToolsResultOfSomebodyElse.ListToolsResult(List.of("a")));
    }

    private static @Nullable Object shown(@Nullable Object result) {
        return ListAnswer.asShown(result, (known, member, value) -> {
            throw new AssertionError("no scheme is told");
        });
    }

    /** An application's own class may have the same name. */
    private static final class ListToolsResultOfSomebodyElse {
        private record ListToolsResult(List<String> tools) {}
    }
}
