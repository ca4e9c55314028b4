package io.mcpoauth2.agent.config;

import static io.mcpoauth2.agent.config.Given.onlyError;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.PolicyRule.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    @Test
    void toolScopesAreRulesOverNames() {
        Settings settings = Given.minimum()
                .argument("tool_scopes=delete_*=files:write files:admin; search=files:read;,scopes=mcp:use")
                .settings();

        assertThat(settings.scopes()).containsExactly("mcp:use");
        assertThat(settings.access().policy().rules())
                .extracting(PolicyRule::method, rule -> String.valueOf(rule.target()), PolicyRule::needs)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "tools/call", "delete_*", Needs.scopes(List.of("files:write", "files:admin"))),
                        org.assertj.core.groups.Tuple.tuple(
                                "tools/call", "search", Needs.scopes(List.of("files:read"))));
    }

    @Test
    void withoutPolicyNoMessageIsRead() {
        AccessSettings access = Given.minimum().settings().access();

        assertThat(access.policy().needsMessages()).isFalse();
        assertThat(access.maxMessageSize()).isEqualTo(4 * 1024 * 1024);
        assertThat(access.messageRoutes()).isEqualTo(RoutePatterns.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "=a",
                "x=",
                ";",
                "x=a;;y=b",
                "x=a;y",
                "de*te=a",
                "x=\"a\"",
                "x=a;x=b",
            })
    void wrongToolScopesAreErrors(String value) {
        SettingsResult result =
                Given.minimum().property("oauth2.tool_scopes", value).read();

        assertThat(result.settings()).isEmpty();
        assertThat(result.errors()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{}]",
                "[1]",
                "[{\"name\": \"x\", \"scopes\": \"a\"}]",
                "[{\"method\": \"tools/call\", \"name\": \"x\", \"uri\": \"y\"}]",
                "[{\"method\": \"tools/call\", \"nmae\": \"x\"}]",
                "[{\"method\": \"tools/call\", \"name\": 1}]",
                "[{\"method\": \"tools/call\", \"name\": [\"x\", 1]}]",
                "[{\"method\": \"tools/call\", \"scopes\": []}]",
                "[{\"method\": \"tools/call\", \"roles\": []}]",
                "[{\"method\": \"tools/call\", \"deny\": \"true\"}]",
                "[{\"method\": \"tools/call\", \"deny\": true, \"scopes\": \"a\"}]",
                "[{\"method\": \"tools/call\", \"anonymous\": true, \"roles\": \"a\"}]",
                "[{\"method\": \"tools/call\", \"anonymous\": true, \"deny\": true}]",
                "[{\"method\": \"a\", \"anonymous\": true}, {\"method\": \"a\", \"scopes\": \"y\"}]",
                "[{\"method\": \"to*ls\", \"scopes\": \"a\"}]",
                "[{\"method\": \"tools/call\", \"scopes\": \"a b\"}]",
                "[{\"method\": \"tools/call\", \"name\": \"x\", \"scopes\": \"a:{id}\"}]",
                "[{\"method\": \"resources/read\", \"uri\": \"x://{a}/{a}\"}]",
                "[{\"method\": \"resources/read\", \"uri\": \"x://a{b}\"}]",
                "[{\"method\": \"resources/read\", \"uri\": \"x://{a}b\"}]",
                "[{\"method\": \"resources/read\", \"uri\": \"x://{\"}]",
                "[{\"method\": \"resources/read\", \"uri\": \"x://}\"}]",
                "[{\"method\": \"resources/read\", \"uri\": \"x://{a}\", \"scopes\": \"r:{b}\"}]",
                "[{\"method\": \"tools/call\", \"issuers\": \"https://unknown.example\"}]",
                "[{\"method\": \"a\", \"scopes\": \"x\"}, {\"method\": \"a\", \"scopes\": \"y\"}]",
                "[{\"method\": \"r\", \"uri\": \"x:/{a}\", \"roles\": \"x\"}, {\"method\": \"r\", \"uri\": \"x:/{b}\"}]",
            })
    void wrongRulesAreErrors(String rules) {
        SettingsResult result =
                Given.minimum().file("{\"rules\": " + rules + "}").read();

        assertThat(result.settings()).isEmpty();
        assertThat(result.errors()).isNotEmpty();
    }

    @Test
    void errorsNameTheRule() {
        Problem problem = onlyError(
                Given.minimum()
                        .file(
                                "{\"rules\": [{\"method\": \"a\"}, {\"method\": \"b\", \"deny\": true, \"roles\": \"r\"}]}")
                        .read(),
                "rules");

        assertThat(problem.source()).isEqualTo("file /etc/agent.json, rules[1]");
    }

    @Test
    void equalRulesAreOneRule() {
        assertThat(TestPolicy.of("allow", """
                        [{"method": ["a", "b"], "scopes": "x"}, {"method": "a", "scopes": ["x"]}]
                        """).rules()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"a>a", "'a>b,b>a'", "'a>b,b>c,c>a'", "a", "a>", ">a", "a>b>c", "'a b>c'"})
    void wrongHierarchiesAreErrors(String pairs) {
        onlyError(Given.minimum().property("oauth2.scope_hierarchy", pairs).read(), "scope_hierarchy");
    }

    @Test
    void subjectsWithoutTheirIssuerAreAnErrorWhereThereAreSeveral() {
        String issuers = "\"issuers\": [{\"issuer\": \"https://a.example\", \"audience\": \"https://h.example/mcp\"},"
                + " {\"issuer\": \"https://b.example\", \"audience\": \"https://h.example/mcp\"}]";

        onlyError(
                Given.nothing()
                        .file("{" + issuers + ", \"rules\": [{\"method\": \"a\", \"subjects\": \"u\"}]}")
                        .read(),
                "rules");
        assertThat(Given.nothing()
                        .file("{" + issuers + ", \"rules\": [{\"method\": \"a\", \"subjects\": \"u\","
                                + " \"issuers\": \"https://b.example\"}]}")
                        .settings()
                        .access()
                        .policy()
                        .rules())
                .hasSize(1);
    }
}
