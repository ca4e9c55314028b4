package io.mcpoauth2.testapps.company.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two applications in a container of others, of which one is MCP: the flag alone protects both, and clients find the way. */
class ContainerTest {
    private static final EmbeddedIssuer ISSUER = EmbeddedIssuer.builder().start();

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @ParameterizedTest
    @CsvSource({"TOMCAT_10, 17", "JETTY_12, 25"})
    void tokensReachTheMcpApplicationAndTheOtherIsLockedToo(Container container, int jdk) throws IOException {
        assertThatBothAreProtected(container, jdk, "war-mcp");
    }

    @ParameterizedTest
    @CsvSource({
        "WILDFLY, 17",
        "LIBERTY, 25",
        "PAYARA_MICRO_7, 25",
        "WILDFLY, 25",
        "LIBERTY, 17",
        "PAYARA_MICRO_6, 17",
        "TOMCAT_10, 25",
        "JETTY_12, 17"
    })
    @Tag("full")
    void tokensReachTheMcpApplicationInAllOthers(Container container, int jdk) throws IOException {
        assertThatBothAreProtected(container, jdk, "war-mcp");
    }

    @ParameterizedTest
    @CsvSource({"WILDFLY, 17", "LIBERTY, 17", "PAYARA_MICRO_7, 25", "TOMCAT_10, 17", "JETTY_12, 17"})
    @Tag("full")
    void tokensReachAnApplicationOfTheOlderSdk(Container container, int jdk) throws IOException {
        assertThatBothAreProtected(container, jdk, "war-mcp1");
    }

    @ParameterizedTest
    @CsvSource({
        "WILDFLY, 25",
        "LIBERTY, 17",
        "PAYARA_MICRO_7, 25",
        "PAYARA_MICRO_6, 17",
        "TOMCAT_10, 25",
        "JETTY_12, 25"
    })
    @Tag("full")
    void otherApplicationIsOpenWhereRoutesSaySo(Container container, int jdk) throws IOException {
        assertThatRoutesOpenTheOther(container, jdk);
    }

    private static void assertThatBothAreProtected(Container container, int jdk, String mcp) throws IOException {
        try (RunningContainer running = RunningContainer.start(container, jdk, mcp, ISSUER, Map.of())) {
            String token = running.token("alice");
            McpHttp client = running.mcp().withToken(token);
            assertThat(client.initialize().status()).isEqualTo(200);
            assertThat(running.mcp().callTool("echo", Map.of("text", "hi")).status())
                    .isEqualTo(401);
            assertThat(client.callTool("count", Map.of()).toolText()).isEqualTo("0");
            assertThat(client.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
            assertThat(client.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");

            assertThat(running.send("GET", "/other/hello").status()).isEqualTo(401);
            HttpAnswer other = running.send("GET", "/other/hello", "Authorization: Bearer " + token);
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.body()).as("how often it ran before").isEqualTo("0");

            assertThatClientsFindTheDocument(running);
            if (container.hasDoor()) {
                assertThatNothingRunsBeforeTheGate(running);
            }
            assertThat(running.errors()).isEmpty();
        }
    }

    /** A filter that answers itself, a file, and what is in no application. */
    private static void assertThatNothingRunsBeforeTheGate(RunningContainer running) {
        String bearer = "Authorization: Bearer " + running.token("alice");
        for (String path : new String[] {"/other/filtered", "/other/static.txt", "/other/nothing", "/nothing"}) {
            assertThat(running.send("GET", path).status()).as(path).isEqualTo(401);
        }
        HttpAnswer filtered = running.send("GET", "/other/filtered", bearer);
        assertThat(filtered.status()).isEqualTo(200);
        assertThat(filtered.body()).as("what ran before: the servlet").isEqualTo("1");
        assertThat(running.send("GET", "/other/static.txt", bearer).body()).isEqualTo("static\n");
        assertThat(running.send("GET", "/other/nothing", bearer).status()).isEqualTo(404);
        assertThat(running.send("GET", "/nothing", bearer).status()).isEqualTo(404);
    }

    /** As clients do: where the challenge points, and at the root. */
    private static void assertThatClientsFindTheDocument(RunningContainer running) {
        String challenge = running.mcp().initialize().header("WWW-Authenticate").orElseThrow();
        String mark = "resource_metadata=\"";
        String url = challenge.substring(challenge.indexOf(mark) + mark.length());
        String path = URI.create(url.substring(0, url.indexOf('"'))).getPath();
        assertThat(path).isEqualTo("/.well-known/oauth-protected-resource/tools/mcp");
        for (String form : new String[] {path, "/.well-known/oauth-protected-resource"}) {
            HttpAnswer document = running.send("GET", form);
            assertThat(document.status()).as(form).isEqualTo(200);
            assertThat(document.json().path("resource").asText()).isEqualTo(running.resource());
        }
        HttpAnswer head = running.send("HEAD", path);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpAnswer preflight = running.send(
                "OPTIONS",
                path,
                "Origin: https://client.example",
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: mcp-protocol-version");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("mcp-protocol-version");
        assertThat(running.send("POST", path).status()).isEqualTo(405);
        assertThat(running.send("GET", "/.well-known/oauth-protected-resource/other")
                        .status())
                .isEqualTo(404);
    }

    private static void assertThatRoutesOpenTheOther(Container container, int jdk) throws IOException {
        Map<String, String> routes = Map.of("protected_routes", "/tools/*");
        try (RunningContainer running = RunningContainer.start(container, jdk, "war-mcp", ISSUER, routes)) {
            HttpAnswer other = running.send("GET", "/other/hello");
            assertThat(other.status()).isEqualTo(200);
            assertThat(running.mcp().initialize().status()).isEqualTo(401);
            assertThat(running.mcp()
                            .withToken(running.token("alice"))
                            .initialize()
                            .status())
                    .isEqualTo(200);
            assertThat(running.errors()).isEmpty();
        }
    }
}
