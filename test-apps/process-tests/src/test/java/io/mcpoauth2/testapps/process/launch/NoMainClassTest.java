package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose JVM was created by JNI, where no main class tells that it is one. */
@ExtendWith(ServersExtension.class)
class NoMainClassTest {
    private static final String PREFIX = "[mcp-oauth2-agent] ";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    @DisplayName("N5: a server in a JVM without a main class is protected, and says so when it listens")
    void serverIsProtectedAndToldOfWithItsDoor(int jdk, Servers servers) throws Exception {
        Map<String, String> settings =
                Map.of("issuer", servers.issuer().issuer(), "audience", Servers.AUDIENCE, "allow_http", "true");
        try (ServerProcess server = start(jdk, settings)) {
            assertThat(Programs.callAnonymously(server).status()).isEqualTo(401);
            assertThat(server.executionCount()).isZero();

            McpHttp alice = client(server)
                    .withToken(servers.issuer()
                            .mint(TokenSpec.valid().audience(Servers.AUDIENCE).subject("alice")));
            alice.initialize();
            assertThat(alice.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
            assertThat(server.executionCount()).isEqualTo(1);

            assertThat(server.awaitStderr(PREFIX + "INFO first request", TimeLimit.OF_A_WAIT))
                    .isPresent();
            assertThat(server.stderr().lines().filter(line -> line.startsWith(PREFIX)))
                    .first()
                    .asString()
                    .startsWith(PREFIX + "INFO version ");
            assertThat(server.stdout()).doesNotContain("mcp-oauth2-agent");
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    @DisplayName("N5: with a wrong configuration the JVM goes on, and every request is refused, whatever its token")
    void wrongConfigurationRefusesEveryRequest(int jdk, Servers servers) throws Exception {
        try (ServerProcess server = start(jdk, Map.of("issuer", "not-a-url"))) {
            assertRefused(client(server));
            assertRefused(client(server).withToken(servers.token("alice")));

            assertThat(server.executionCount()).isZero();
            assertThat(server.stderr())
                    .contains(
                            PREFIX + "ERROR the configuration has 2 errors:",
                            "\n  issuer (agent argument): ",
                            "\n  audience (not set): ",
                            "every request is refused")
                    .doesNotContain("not-a-url");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"on_start_failure=continue, this JVM runs UNPROTECTED", "mode=off, nothing is protected"})
    void whatIsLeftOpenIsToldWhenTheServerIsLoaded(String setting, String told, Servers servers) throws Exception {
        String[] pair = setting.split("=");
        try (ServerProcess server = start(17, Map.of(pair[0], pair[1]))) {
            assertThat(Programs.callAnonymously(server).toolText()).isEqualTo("hi");

            assertThat(server.stderr()).contains(told);
            assertThat(server.stdout()).doesNotContain("mcp-oauth2-agent");
        }
    }

    private ServerProcess start(int jdk, Map<String, String> settings) throws IOException, InterruptedException {
        return Programs.jdkHttp(jdk)
                .hostedBy(JniHost.compile(jdk, folder))
                .agent(AgentJar.path(), settings)
                .start();
    }

    private static McpHttp client(ServerProcess server) {
        return new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"));
    }

    /** By a status, or by the connection's end where the server has no other way. */
    private static void assertRefused(McpHttp client) {
        try {
            HttpAnswer answer = client.initialize();
            assertThat(answer.status()).isGreaterThanOrEqualTo(500);
        } catch (UncheckedIOException closed) {
            assertThat(closed).hasStackTraceContaining("header parser received no bytes");
        }
    }
}
