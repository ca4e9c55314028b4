package io.mcpoauth2.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.bridge.Denial;
import io.mcpoauth2.bridge.UserKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rule goes for an operation, and what it asks for. */
class AccessTest {
    private static final Map<String, Object> NOBODY_SPECIAL = user(Set.of(), Set.of());

    @ParameterizedTest
    @CsvSource({
        "delete_file, s:exact",
        "delete_files, s:longer",
        "delete_all, s:shorter",
        "deletes, s:method",
        "Delete_file, s:method",
        "'delete_file ', s:longer",
        "delete_f, s:longer"
    })
    @DisplayName("the exact name goes first, then the longest literal prefix, then the method")
    void mostExactRuleDecides(String name, String scope) {
        Access access = access("""
                [{"method": "tools/call", "name": "delete_file", "scopes": "s:exact"},
                 {"method": "tools/call", "name": "delete_*", "scopes": "s:shorter"},
                 {"method": "tools/call", "name": "delete_f*", "scopes": "s:longer"},
                 {"method": "tools/call", "scopes": "s:method"}]
                """);

        assertThat(needs(access, tool(name))).containsExactly(scope);
        assertThat(access.judge(user(Set.of(scope), Set.of()), tool(name))).isNull();
    }

    @Test
    void rulesOfOneMethodSayNothingOfOthers() {
        Access access = access("""
                [{"method": "tools/call", "name": "x", "scopes": "a"}, {"method": "tasks/*", "scopes": "t"},
                 {"method": "tasks/get", "scopes": "g"}]
                """);

        assertThat(access.judge(NOBODY_SPECIAL, new Operation("prompts/get", "x", null)))
                .isNull();
        assertThat(needs(access, new Operation("tasks/cancel", null, null))).containsExactly("t");
        assertThat(needs(access, new Operation("tasks/get", null, null))).containsExactly("g");
    }

    @ParameterizedTest
    @CsvSource({
        "test://template/123/data, docs:read:123",
        "test://template/a.b-c_d~/data, docs:read:a.b-c_d~",
        "test://template/123/meta, docs:meta",
        "test://static-text, docs:static"
    })
    @DisplayName("a template's variable becomes a part of the scope")
    void variableStandsInScope(String uri, String scope) {
        assertThat(needs(templates(), read(uri))).containsExactly(scope);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test://template//data",
                "test://template/../data",
                "test://template/./data",
                "test://template/1%32/data",
                "test://template/1/2/data",
                "test://template/a b/data",
                "test://template/\u00e4/data",
                "test://template/123/data/",
                "test://template/123/data?x",
                "test://TEMPLATE/123/data"
            })
    @DisplayName("what is not one plain segment is no match, and gets the default")
    void otherSpellingsAreNoMatch(String uri) {
        assertThat(templates().judge(user(Set.of("docs:read:123", "docs:read:x"), Set.of()), read(uri)))
                .isEqualTo(new Denial("No rule of this server's policy allows this operation", Set.of()));
    }

    @Test
    void longSegmentIsNoMatch() {
        assertThat(needs(templates(), read("test://template/" + "x".repeat(128) + "/data")))
                .containsExactly("docs:read:" + "x".repeat(128));
        assertThat(needs(templates(), read("test://template/" + "x".repeat(129) + "/data")))
                .isEmpty();
    }

    @Test
    @DisplayName("the default denies what no rule is about, known to the server or not, and leaves discovery alone")
    void defaultDenies() {
        Access access = new Access(TestPolicy.of("deny", "[{\"method\": \"tools/call\", \"name\": \"ok\"}]"));

        assertThat(access.judge(NOBODY_SPECIAL, tool("ok"))).isNull();
        assertThat(access.judge(NOBODY_SPECIAL, tool("unknown"))).isNotNull();
        assertThat(access.judge(NOBODY_SPECIAL, new Operation("", null, null))).isNotNull();
        assertThat(access.judge(NOBODY_SPECIAL, new Operation("tools/call", null, null)))
                .isNotNull();
        assertThat(access.judge(NOBODY_SPECIAL, new Operation("initialize", null, null)))
                .isNull();
        assertThat(access.judge(NOBODY_SPECIAL, new Operation("notifications/initialized", null, null)))
                .isNull();
        assertThat(access.judge(NOBODY_SPECIAL, new Operation("tools/list", null, null)))
                .isNull();
    }

    @Test
    @DisplayName("where a role is missing no scope is named, as a login would not help")
    void missingRoleIsSaidWithoutScopes() {
        Access access = access("""
                [{"method": "tools/call", "name": "x", "scopes": ["a", "b"], "roles": ["ops", "admin"]}]
                """);

        assertThat(access.judge(NOBODY_SPECIAL, tool("x")))
                .isEqualTo(new Denial("needs one of the roles ops, admin", Set.of()));
        assertThat(access.judge(user(Set.of("a"), Set.of("admin")), tool("x")))
                .isEqualTo(new Denial("needs the scopes a, b", Set.of("a", "b")));
        assertThat(access.judge(user(Set.of("a", "b"), Set.of("admin")), tool("x")))
                .isNull();
    }

    @Test
    void anyOfSomeScopesIsEnoughAndTheFirstIsAskedFor() {
        Access access = access("""
                [{"method": "tools/call", "name": "x", "scopes": "a", "any_scope": ["b", "c"]}]
                """);

        assertThat(needs(access, tool("x"))).containsExactly("a", "b");
        assertThat(access.judge(user(Set.of("c"), Set.of()), tool("x")))
                .isEqualTo(new Denial("needs the scopes a, c", Set.of("a", "c")));
        assertThat(access.judge(user(Set.of("a", "c"), Set.of()), tool("x"))).isNull();
    }

    @Test
    void subjectsClientsAndIssuersAreAllMet() {
        Access access = access("""
                [{"method": "tools/call", "name": "x", "issuers": "https://issuer.example", "subjects": ["u1", "u2"],
                  "clients": "c1"}]
                """);

        assertThat(access.judge(caller("https://issuer.example", "u1", "c1"), tool("x")))
                .isNull();
        for (Map<String, Object> other : List.of(
                caller("https://other.example", "u1", "c1"),
                caller("https://issuer.example", "u3", "c1"),
                caller("https://issuer.example", "u1", "c2"),
                NOBODY_SPECIAL)) {
            assertThat(access.judge(other, tool("x")))
                    .isEqualTo(new Denial("Only some callers may use this operation", Set.of()));
        }
    }

    @Test
    void denialWinsAmongRulesAboutTheSame() {
        Access access = access("""
                [{"method": "tools/call", "name": "x", "scopes": "a"}, {"method": "tools/call", "name": "x", "deny": true}]
                """);

        assertThat(access.judge(user(Set.of("a"), Set.of()), tool("x")))
                .isEqualTo(new Denial("No caller may use this operation", Set.of()));
    }

    @Test
    @DisplayName(
            "R22: a scope that includes the needed one is enough, also by way of a third, and never changes a challenge")
    void hierarchyCountsForSufficiencyOnly() {
        Access access = new Access(TestPolicy.with(
                "scope_hierarchy", "admin>write,write>read", "[{\"method\": \"tools/call\", \"scopes\": \"read\"}]"));

        assertThat(access.judge(user(Set.of("admin"), Set.of()), tool("x"))).isNull();
        assertThat(access.judge(user(Set.of("write"), Set.of()), tool("x"))).isNull();
        assertThat(access.judge(user(Set.of("*", "adm", "Admin"), Set.of()), tool("x")))
                .isEqualTo(new Denial("needs the scope read", Set.of("read")));
        assertThat(new RequiredScopes(Set.of("read"), access::hierarchy).areGrantedTo(user(Set.of("admin"), Set.of())))
                .isTrue();
    }

    @Test
    @DisplayName("what a handler demands is added to what is configured, and never taken away")
    void handlersDemandsAddUp() {
        Access access = access("""
                [{"method": "tools/call", "name": "x", "scopes": "configured"}]
                """);
        access.handlers().add("tools/call", "x", Set.of("own"), Set.of());
        access.handlers().add("tools/call", "y", Set.of("y"), Set.of("boss"));

        assertThat(needs(access, tool("x"))).containsExactlyInAnyOrder("own", "configured");
        assertThat(access.judge(user(Set.of("configured"), Set.of()), tool("x")))
                .isNotNull();
        assertThat(access.judge(user(Set.of("configured", "own"), Set.of()), tool("x")))
                .isNull();
        assertThat(access.judge(user(Set.of("y"), Set.of()), tool("y")))
                .isEqualTo(new Denial("needs the role boss", Set.of()));
        access.replace(TestPolicy.of("allow", "[]"));
        assertThat(needs(access, tool("x"))).containsExactly("own");
        assertThat(access.needsMessages()).isTrue();
    }

    @Test
    void tenThousandPrefixesFindTheLongest() {
        StringBuilder rules = new StringBuilder("[{\"method\":\"tools/call\",\"name\":\"t*\",\"scopes\":\"any\"}");
        for (int i = 0; i < 10_000; i++) {
            rules.append(",{\"method\":\"tools/call\",\"name\":\"t")
                    .append(i)
                    .append("_*\",\"scopes\":\"s")
                    .append(i)
                    .append("\"}");
        }
        Access access = access(rules.append(']').toString());

        assertThat(needs(access, tool("t123_x"))).containsExactly("s123");
        assertThat(needs(access, tool("t9999_"))).containsExactly("s9999");
        assertThat(needs(access, tool("t12x"))).containsExactly("any");
        assertThat(access.judge(NOBODY_SPECIAL, tool("s"))).isNull();
    }

    private static Access templates() {
        return new Access(TestPolicy.of("deny", """
                [{"method": "resources/read", "uri": "test://template/{id}/data", "scopes": "docs:read:{id}"},
                 {"method": "resources/read", "uri": "test://template/{id}/meta", "scopes": "docs:meta"},
                 {"method": "resources/read", "uri": "test://static-text", "scopes": "docs:static"}]
                """));
    }

    private static Access access(String rules) {
        return new Access(TestPolicy.of("allow", rules));
    }

    private static Set<String> needs(Access access, Operation operation) {
        Denial denial = access.judge(NOBODY_SPECIAL, operation);
        return denial == null ? Set.of() : denial.requiredScopes();
    }

    private static Operation tool(String name) {
        return new Operation("tools/call", name, null);
    }

    private static Operation read(String uri) {
        return new Operation("resources/read", null, uri);
    }

    private static Map<String, Object> user(Set<String> scopes, Set<String> roles) {
        return Map.of(UserKeys.SCOPES, scopes, UserKeys.ROLES, roles);
    }

    private static Map<String, Object> caller(String issuer, String subject, String client) {
        return Map.of(UserKeys.ISSUER, issuer, UserKeys.SUBJECT, subject, UserKeys.CLIENT_ID, client);
    }
}
