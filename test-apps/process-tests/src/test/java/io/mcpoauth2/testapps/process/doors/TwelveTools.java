package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same policy over twelve tools, and what is no tool, on every stack: whoever may reaches the server, nobody else does. */
final class TwelveTools {
    private static final String METADATA = "resource_metadata=\"" + Servers.METADATA_URL + '"';

    /** What may be done by one caller, and what another is asked for. */
    private static final List<Row> ROWS = List.of(
            Row.tool("echo", alice().scopes("files:read", "files:list"), alice().scopes("files:read"))
                    .asking("files:read files:list"),
            Row.tool("add", alice().scopes("math"), alice()).asking("math"),
            Row.tool("write", alice().scopes("files:admin"), alice().scopes("files:*"))
                    .asking("files:write"),
            Row.tool("search", alice().scopes("find:some"), alice().scopes("find"))
                    .asking("find:all"),
            Row.tool("restart", alice().roles("admin"), alice().roles("administrator")),
            Row.tool("diary", alice(), TokenSpec.valid().subject("bob")),
            Row.tool("nightly", alice().clientId("scheduler"), alice()),
            Row.tool("export", alice().scopes("files:export"), alice()).asking("files:export"),
            Row.tool("export", null, TokenSpec.valid().subject("bob").scopes("files:export")),
            Row.tool("delete_all", alice().roles("operator").scopes("files:delete"), alice().roles("operator"))
                    .asking("files:delete"),
            Row.tool("delete_all", null, alice().scopes("files:delete")),
            Row.tool("delete_mine", alice().scopes("files:write"), alice().scopes("files:delete"))
                    .asking("files:write"),
            Row.tool("shutdown", null, alice().roles("admin", "operator").scopes("files:admin")),
            Row.tool("of_no_rule", alice(), null),
            new Row(
                            "resources/read",
                            "uri",
                            "docs://red/plan",
                            alice().scopes("docs:read:red"),
                            alice().scopes("docs:read:blue"),
                            null)
                    .asking("docs:read:red"),
            new Row("prompts/get", "name", "any", alice().scopes("prompts"), alice(), null).asking("prompts"));

    private final Servers servers;
    private final TestServer server;

    TwelveTools(Servers servers, TestServer server) {
        this.servers = servers;
        this.server = server;
    }

    /** Sends what each rule refuses. */
    void assertAllRefused() {
        for (Row row : ROWS) {
            if (row.refused() != null) {
                assertRefused(row, send(row, row.refused()));
            }
        }
    }

    /** Sends what each rule allows, of which the server has the tools echo and add. */
    void assertAllReachTheServer() {
        for (Row row : ROWS) {
            if (row.allowed() != null) {
                assertThat(send(row, row.allowed()).status()).as(row.toString()).isNotIn(401, 403, 503);
            }
        }
    }

    private static void assertRefused(Row row, HttpAnswer answer) {
        assertThat(answer.status()).as(row.toString()).isEqualTo(403);
        List<String> challenges = answer.headers("WWW-Authenticate");
        if (row.asked() == null) {
            assertThat(challenges).as(row.toString()).isEmpty();
        } else {
            assertThat(challenges)
                    .containsExactly("Bearer error=\"insufficient_scope\", scope=\"" + row.asked() + "\", " + METADATA);
        }
    }

    private HttpAnswer send(Row row, TokenSpec caller) {
        String token = servers.issuer().mint(caller);
        McpHttp client = server.mcp().withToken(token);
        client.initialize();
        return client.request(
                row.method(),
                row.method().equals("tools/call")
                        ? Map.of(row.member(), row.target(), "arguments", Map.of("text", "x", "a", 1, "b", 2))
                        : Map.of(row.member(), row.target()));
    }

    private static TokenSpec alice() {
        return TokenSpec.valid().subject("alice");
    }

    /**
     * @param member of the parameters that holds the target
     * @param allowed by whom the server is reached; null for nobody
     * @param refused who is refused; null for nobody
     * @param asked the scopes of the challenge; null if there is none
     */
    private record Row(
            String method,
            String member,
            String target,
            @Nullable TokenSpec allowed,
            @Nullable TokenSpec refused,
            @Nullable String asked) {
        static Row tool(String name, @Nullable TokenSpec allowed, @Nullable TokenSpec refused) {
            return new Row("tools/call", "name", name, allowed, refused, null);
        }

        Row asking(String scopes) {
            return new Row(method, member, target, allowed, refused, scopes);
        }

        @Override
        public String toString() {
            return method + ' ' + target;
        }
    }
}
