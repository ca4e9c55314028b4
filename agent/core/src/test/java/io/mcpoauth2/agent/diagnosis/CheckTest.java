package io.mcpoauth2.agent.diagnosis;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.issuer.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Set-ups that cannot work, each with what is wrong and what would mend it. */
class CheckTest {
    private final Operator operator = new Operator();

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void setUpThatWorksHasNoFindings() {
        assertThat(operator.check(false)).isZero();
        assertThat(operator.output())
                .contains("issuer = " + operator.issuer.origin() + " (-Doauth2.issuer)")
                .contains("clock_skew = 60 (default)")
                .contains("ok: resource https://mcp.example/mcp is an audience")
                .contains(operator.issuer.origin() + " publishes the keys P256 (kid k1)")
                .contains("is asked without a proxy")
                .endsWith("nothing is wrong\n");
    }

    @Test
    void secretsAreMasked() {
        operator.set("introspection", "opaque").set("client_id", "me").set("client_secret", "hunter2");
        operator.issuer.answer("/introspect", TestServer.json("{\"active\":false}"));
        for (boolean json : new boolean[] {true, false}) {
            assertThat(operator.check(json)).isZero();
            assertThat(operator.output()).contains("(secret)").doesNotContain("hunter2");
        }
    }

    @Test
    void wrongSettingIsFoundWithItsSource() {
        operator.environment.put("OAUTH2_CLOCK_SKEW", "long");
        finds("clock_skew (environment variable OAUTH2_CLOCK_SKEW) is not a whole number", "seconds, 0 to 300");
    }

    @Test
    void misspelledVariableIsFound() {
        operator.environment.put("OAUTH2_SCOPS", "mcp:use");
        finds("OAUTH2_SCOPS", "correct it, or take it away");
    }

    @Test
    void concessionIsNoFinding() {
        operator.set("ignored_marks", "nonce");
        assertThat(operator.check(false)).isZero();
        assertThat(operator.output())
                .contains("ok: ignored_marks (system property oauth2.ignored_marks) has ID tokens");
    }

    @Test
    void issuerThatIsNotThereIsFound() {
        operator.set("issuer", "http://127.0.0.1:1");
        finds("cannot be fetched", "nothing listens there");
    }

    @Test
    void issuerWithAnotherNameIsFound() {
        operator.metadata(operator.issuer.origin() + "/");
        finds("the document is another issuer's", "byte for byte");
    }

    @Test
    void issuerWithoutMetadataIsFound() {
        operator.issuer.answer("/.well-known/oauth-authorization-server", TestServer.status(404));
        finds("status 404", "issuer is not the address below which the metadata are");
    }

    @Test
    void metadataWithoutKeysAreFound() {
        operator.issuer.answer(
                "/.well-known/oauth-authorization-server",
                TestServer.json("{\"issuer\":\"" + operator.issuer.origin() + "\"}"));
        finds("has no jwks_uri", "set jwks_uri");
    }

    @Test
    void keysThatNeedACredentialAreFound() {
        operator.issuer.answer("/jwks", TestServer.status(401));
        finds("status 401", "jwks_bearer_file");
    }

    @Test
    void keySetWithoutAKeyIsFound() {
        operator.keys();
        finds("publishes no key that can verify tokens", "have the issuer publish");
    }

    @Test
    void keyThatCannotBeUsedIsFound() {
        operator.keys(Operator.KEY.jwk(), SigningKey.ec("k2", "secp256r1").jwk("\"d\":\"AQ\""));
        finds("(kid k2): it is a private or shared key", "tokens signed by that key are refused");
    }

    @Test
    void resourceBesideTheAudienceIsFound() {
        operator.set("resource", "https://mcp.example/mcp/");
        finds("the audience https://mcp.example/mcp is another address of that host", "write both alike");
    }

    @Test
    void endpointThatNeedsNoTokenIsFound() {
        operator.set("exempt_routes", "/mcp");
        finds("/mcp of the MCP endpoint is exempt", "take it off exempt_routes");
        operator.unset("exempt_routes").set("protected_routes", "/sse");
        finds("/mcp of the MCP endpoint is not protected", "protected_routes");
    }

    @Test
    void eachOfSeveralResourcesIsLookedAt(@TempDir Path folder) throws IOException {
        operator.resources(folder, """
                [{"resource": "https://mcp.example/a"},
                 {"resource": "https://mcp.example/b", "audience": "https://mcp.example/b/"}]
                """);
        finds("the audience https://mcp.example/b/ is another address of that host", "write both alike");
        assertThat(operator.output()).contains("ok: resource https://mcp.example/a is an audience");

        operator.set("exempt_routes", "/b");
        finds("/b of the MCP endpoint is exempt", "take it off exempt_routes");
    }

    @Test
    void introspectionThatIsNotAllowedIsFound() {
        operator.set("introspection", "opaque").set("client_id", "me").set("client_secret", "wrong");
        operator.issuer.answer("/introspect", TestServer.status(401));
        finds("does not accept client_id and its credential", "client_secret");
    }

    @Test
    void unreadProxyVariableIsSaid() {
        operator.environment.put("HTTPS_PROXY", "http://proxy.example:3128");
        operator.check(false);
        assertThat(operator.output()).contains("a JVM does not read HTTPS_PROXY");
    }

    @Test
    void clockOfAnotherTimeIsFound() {
        WireMockServer early = new WireMockServer(options().dynamicPort());
        early.start();
        try {
            early.stubFor(get("/jwks")
                    .willReturn(okJson(SigningKey.jwks(Operator.KEY.jwk()))
                            .withHeader("Date", httpDate(Instant.now().minusSeconds(600)))));
            operator.set("jwks_uri", early.baseUrl() + "/jwks");
            finds("s behind this one, and clock_skew is 60 s", "NTP");
            assertThat(operator.output())
                    .containsPattern("the clock of " + operator.issuer.origin() + " is (599|6\\d\\d) s behind");
        } finally {
            early.stop();
        }
    }

    @Test
    void clockOfTheSameTimeIsSaid() {
        assertThat(operator.check(false)).isZero();
        assertThat(operator.output()).contains("ok: the clock of " + operator.issuer.origin() + " is ");
    }

    @Test
    void reportIsJsonWhereThatIsWanted() throws IOException {
        operator.set("exempt_routes", "/mcp");
        assertThat(operator.check(true)).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(operator.output());
        assertThat(report.get("findings")).hasSize(1);
        assertThat(report.at("/findings/0/about").textValue()).isEqualTo("resource");
        assertThat(report.at("/findings/0/remedy").textValue()).isEqualTo("take it off exempt_routes");
        assertThat(report.at("/settings/0/key").textValue()).isEqualTo("issuer");
        assertThat(report.get("notes")).isNotEmpty();
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private void finds(String text, String remedy) {
        assertThat(operator.check(false)).as(() -> operator.output()).isEqualTo(1);
        assertThat(operator.output())
                .containsSubsequence("WRONG: ", text, "remedy: ")
                .contains(remedy)
                .doesNotContain("nothing is wrong");
    }
}
