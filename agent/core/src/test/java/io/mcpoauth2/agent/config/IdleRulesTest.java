package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that read as if they protected something, and decide nothing. */
class IdleRulesTest {
    @ParameterizedTest
    @CsvSource({
        "resources/read, name, plan, messages of resources/read have no name",
        "resources/subscribe, name, *, messages of resources/subscribe have no name",
        "tools/call, uri, docs://plan, messages of tools/call have no uri",
        "prompts/get, uri, docs://{team}/plan, messages of prompts/get have no uri",
        "tools/list, name, delete, messages of tools/list have no name",
        "resources/list, uri, docs://plan, messages of resources/list have no uri"
    })
    void ruleOverWhatItsMethodHasNotIsWarnedOf(String method, String member, String target, String reason) {
        assertThat(warnings("{\"method\": \"%s\", \"%s\": \"%s\", \"deny\": true}".formatted(method, member, target)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.render())
                            .isEqualTo(warning.key() + " (" + warning.source() + "): never decides, as " + reason);
                    assertThat(warning.source()).endsWith("rules[0]");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "tools/call, name, tools/call",
        "tools/call, name, tools/*",
        "prompts/get, name, *",
        "resources/read, uri, resources/read"
    })
    void ruleForAMethodBehindOneForAllOfItsTargetsIsWarnedOf(String method, String member, String before) {
        assertThat(warnings(
                        "{\"method\": \"%s\", \"deny\": true}".formatted(method),
                        "{\"method\": \"%s\", \"%s\": \"*\", \"scopes\": \"a\"}".formatted(before, member)))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.source()).endsWith("rules[0]");
                    assertThat(warning.message())
                            .startsWith("never decides, as the rule for " + before + " * (")
                            .endsWith("rules[1]) goes first for all of " + method);
                });
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0"})
    void ruleThatAnotherDeniesIsWarnedOf(int denied, int denying) {
        String[] rules = new String[2];
        rules[denied] = "{\"method\": \"tools/call\", \"name\": \"delete\", \"scopes\": \"a\"}";
        rules[denying] = "{\"method\": \"tools/call\", \"name\": \"delete\", \"deny\": true}";

        assertThat(warnings(rules)).singleElement().satisfies(warning -> {
            assertThat(warning.source()).endsWith("rules[" + denied + "]");
            assertThat(warning.message()).startsWith("never decides, as another rule denies the same: ");
        });
        assertThat(warnings(rules[denying], rules[denying])).isEmpty();
    }

    @Test
    void rulesThatLeaveEachOtherSomethingAreNotWarnedOf() {
        assertThat(warnings(
                        "{\"method\": \"tools/call\", \"scopes\": \"a\"}",
                        "{\"method\": \"tools/call\", \"name\": \"delete\", \"scopes\": \"a\"}",
                        "{\"method\": \"tools/call\", \"name\": \"delete*\", \"scopes\": \"b\"}",
                        "{\"method\": \"tools/call\", \"name\": \"d*\", \"deny\": true}",
                        "{\"method\": \"tools/*\", \"name\": \"d*\", \"scopes\": \"c\"}",
                        "{\"method\": \"resources/*\", \"name\": \"d*\", \"scopes\": \"c\"}",
                        "{\"method\": \"completion/complete\", \"name\": \"*\", \"scopes\": \"c\"}",
                        "{\"method\": \"completion/complete\", \"scopes\": \"c\"}",
                        "{\"method\": \"acme/run\", \"uri\": \"acme://x\", \"scopes\": \"c\"}",
                        "{\"method\": \"acme/run\", \"name\": \"*\", \"scopes\": \"c\"}",
                        "{\"method\": \"acme/run\", \"scopes\": \"d\"}",
                        "{\"method\": \"resources/read\", \"uri\": \"docs://{a}\", \"scopes\": \"a\"}",
                        "{\"method\": \"resources/read\", \"uri\": \"docs://{a}/*\", \"scopes\": \"b\"}"))
                .isEmpty();
    }

    private static List<Problem> warnings(String... rules) {
        return Given.minimum()
                .file("{\"rules\": [" + String.join(",", rules) + "]}")
                .read()
                .warnings();
    }
}
