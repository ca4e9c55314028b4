package io.mcpoauth2.agent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.fetch.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told of a token: every check in its order, the one that refuses, and what would help. */
class ExplainTest {
    private static final String RESOURCES = """
            [{"resource": "https://mcp.example/a"}, {"resource": "https://mcp.example/b"},
             {"resource": "https://mcp.example/c", "scopes": "mcp:use"}]
            """;

    private final Operator operator = new Operator();

    @AfterEach
    void close() {
        operator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "bearer  "})
    void acceptedTokenPassesEveryCheckInOrder(String scheme) {
        assertThat(operator.claim("scope", "\"b a\"").explain(scheme + operator.token() + "\n"))
                .isZero();

        assertThat(operator.output().lines().filter(line -> !line.startsWith("asks")))
                .startsWith(
                        "passed   size",
                        "passed   structure",
                        "passed   issuer",
                        "passed   type",
                        "passed   algorithm",
                        "passed   expiry",
                        "passed   not_yet_valid",
                        "passed   age",
                        "passed   audience",
                        "passed   client",
                        "passed   subject",
                        "passed   binding",
                        "passed   key",
                        "passed   signature",
                        "passed   denied")
                .last()
                .asString()
                .startsWith("accepted until ")
                .endsWith("with the scopes a b");
        assertShowsNobody();
    }

    @Test
    void saysBeforeItAsksTheIssuer() {
        operator.explain(operator.token());
        assertThat(operator.output())
                .containsSubsequence("passed   binding", "asks     " + operator.issuer.origin(), "passed   signature");

        operator.claim("aud", "\"other\"").explain(operator.token());
        assertThat(operator.output()).doesNotContain("asks");
        assertThat(operator.issuer.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aud | \"other\" | passed   age | Expected audience: https://mcp.example/mcp | audience_bound_by_issuer",
                "exp | 1 | passed   algorithm | Token has expired | the client has to get a new token",
                "iss | \"https://other.example\" | passed   structure | Expected issuer | a slash at the end counts",
                "at_hash | \"x\" | passed   issuer | The claim at_hash marks an ID token | ignored_marks=at_hash",
                "sub | null | passed   client | scope basic | subject_from_client=true",
                "cnf | {} | passed   subject | bound in a way | bind tokens by DPoP"
            })
    void refusedTokenShowsTheCheckAndTheRemedy(String claim, String json, String last, String reason, String remedy) {
        assertThat(operator.claim(claim, json).explain(operator.token())).isEqualTo(1);
        List<String> passed = operator.output()
                .lines()
                .filter(line -> line.startsWith("passed"))
                .toList();
        assertThat(passed).last().isEqualTo(last);
        assertThat(operator.output())
                .contains(reason, "; remedy: ", remedy, "refused  the client gets status 401", "WWW-Authenticate: ");
        assertShowsNobody();
    }

    @Test
    void missingScopeAndUserAreRefusedAsByTheGate() {
        operator.set("scopes", "mcp:use");
        assertThat(operator.explain(operator.token())).isEqualTo(1);
        assertThat(operator.output())
                .contains("passed   denied", "a scope is missing of those that every request needs: mcp:use")
                .contains("refused  the client gets status 403", "insufficient_scope");

        operator.unset("scopes").set("require_user", "true").claim("client_id", "\"user-1\"");
        assertThat(operator.explain(operator.token())).isEqualTo(1);
        assertThat(operator.output()).contains("issued to a client for itself", "status 403");
    }

    @Test
    void tokenOfAnOpenPathIsJudgedAsOfAProtectedOne() {
        operator.set("exempt_routes", "/mcp").set("protected_routes", "/other").set("wait_for_keys", "0");
        assertThat(operator.explain(operator.token())).isZero();
        assertThat(operator.explain("no token")).isEqualTo(1);
    }

    @Test
    void tokenOfOneOfSeveralResourcesIsShownAtEachAndValidatedOnce(@TempDir Path folder) throws IOException {
        operator.resources(folder, RESOURCES).claim("aud", "\"https://mcp.example/b\"");

        assertThat(operator.explain(operator.token())).isZero();

        assertThat(operator.output())
                .containsOnlyOnce("passed   signature")
                .containsSubsequence(
                        "passed   denied",
                        "resource https://mcp.example/a",
                        "Expected audience: https://mcp.example/a",
                        "refused  the client gets status 401",
                        "resource https://mcp.example/b",
                        "accepted until ",
                        "resource https://mcp.example/c",
                        "refused  the client gets status 401");
        assertShowsNobody();
    }

    @Test
    void tokenThatNoResourceTakesIsRefusedAtEach(@TempDir Path folder) throws IOException {
        operator.resources(folder, RESOURCES).claim("aud", "\"https://mcp.example/c\"");

        assertThat(operator.explain(operator.token())).isEqualTo(1);

        assertThat(operator.output())
                .doesNotContain("accepted")
                .containsSubsequence("resource https://mcp.example/c", "status 403", "insufficient_scope");
    }

    @Test
    void tokenThatIsRefusedBeforeItsResourceMattersIsShownOnce(@TempDir Path folder) throws IOException {
        operator.resources(folder, RESOURCES).claim("exp", "1");

        assertThat(operator.explain(operator.token())).isEqualTo(1);

        assertThat(operator.output())
                .containsOnlyOnce("refused  the client gets status 401")
                .doesNotContain("resource https");
    }

    @Test
    void opaqueTokenIsAskedAboutAndThatIsSaid() {
        operator.set("introspection", "opaque").set("client_id", "me").set("client_secret", "hunter2");
        operator.issuer.answer("/introspect", TestServer.json("{\"active\":false}"));
        assertThat(operator.explain("opaque-token")).isEqualTo(1);
        assertThat(operator.output())
                .containsSubsequence(
                        "asks     " + operator.issuer.origin() + " about the token itself", "Token is not active")
                .doesNotContain("opaque-token", "hunter2");
    }

    @Test
    void issuerThatCannotBeAskedLeavesItUnknown() {
        operator.issuer.answer("/.well-known/oauth-authorization-server", TestServer.status(500));
        assertThat(operator.explain(operator.token())).isEqualTo(2);
        assertThat(operator.output()).contains("cannot be fetched", "500", "unknown  the client gets status 503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "Bearer "})
    void nothingOnStdinIsNoToken(String stdin) {
        assertThat(operator.explain(stdin)).isEqualTo(2);
        assertThat(operator.output()).contains("no token on stdin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a b c", "\u0000", "eyJ.eyJ.", "Basic YTpi"})
    void whatIsNoTokenIsRefused(String stdin) {
        assertThat(operator.explain(stdin)).isEqualTo(1);
    }

    @Test
    void endlessInputIsBounded() {
        assertThat(operator.explain("x".repeat(100_000))).isEqualTo(1);
        assertThat(operator.output()).contains("Token too large", "max_token_size");
    }

    @Test
    void wrongSettingsAreTold() {
        assertThat(operator.set("audience", "*").explain(operator.token())).isEqualTo(2);
        assertThat(operator.output()).contains("audience", "has a wildcard");
        assertThat(operator.set("mode", "off").explain(operator.token())).isEqualTo(2);
        assertThat(operator.output()).contains("mode is off");
    }

    private void assertShowsNobody() {
        assertThat(operator.output())
                .doesNotContain("user-1", "user@example.com", operator.token().substring(0, 40), "eyJ");
    }
}
