package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.frameworks.lists.TestLists;
import io.mcpoauth2.bridge.Carrier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists as Quarkus MCP writes them. */
class JsonListsTest {
    @BeforeEach
    void filter() {
        TestLists.filter();
    }

    @AfterEach
    void leaveNothingOnTheThread() {
        Carrier.swap(null);
    }

    @ParameterizedTest
    @CsvSource({
        "tools, name, open, admin",
        "prompts, name, open, admin",
        "resources, uri, test://open, test://admin",
        "resourceTemplates, uriTemplate, test://{id}, test://admin/{id}"
    })
    void listIsCopiedWithoutWhatItsCallerMayNotUse(String member, String key, String open, String admin) {
        JsonArray elements =
                new JsonArray().add(new JsonObject().put(key, admin)).add(new JsonObject().put(key, open));
        JsonObject all = new JsonObject().put(member, elements).put("nextCursor", "next");
        JsonObject some = new JsonObject()
                .put(member, new JsonArray().add(new JsonObject().put(key, open)))
                .put("nextCursor", "next");

        TestLists.call("other");
        assertThat(JsonLists.asShown(all)).isEqualTo(some);
        TestLists.call("admin");
        assertThat(JsonLists.asShown(all)).isEqualTo(all);
        assertThat(elements.size()).isEqualTo(2);
        Carrier.swap(null);
        assertThat(JsonLists.asShown(all))
                .isEqualTo(new JsonObject().put(member, new JsonArray()).put("nextCursor", "next"));
    }

    @Test
    void answerThatOthersMightKeepIsPrivateWhereItIsFiltered() {
        TestLists.call("other");
        JsonObject all = new JsonObject().put("tools", new JsonArray()).put("cacheScope", "public");

        assertThat(JsonLists.asShown(all)).isEqualTo(all.copy().put("cacheScope", "private"));
    }

    @Test
    void otherResultsStayAsTheyAre() {
        JsonObject initialize = new JsonObject().put("capabilities", new JsonObject().put("tools", new JsonObject()));

        assertThat(JsonLists.asShown(initialize)).isSameAs(initialize);
        assertThat(JsonLists.asShown("text")).isEqualTo("text");
        assertThat(JsonLists.asShown(null)).isNull();
    }
}
