package io.mcpoauth2.testapps.company.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing of the agent holds an application that the container has given up. */
@Tag("full")
class RedeployTest {
    /** One for each application. */
    private static final String LOADER = "org.apache.catalina.loader.ParallelWebappClassLoader";

    /** As the SDK's transport with sessions leaves a thread that nobody can end. */
    private static final String WITHOUT_SESSIONS = "-Dtransport=stateless";

    private static final EmbeddedIssuer ISSUER = EmbeddedIssuer.builder().start();

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @Test
    void undeployedApplicationIsCollectedAndTheNextOneProtected() throws Exception {
        int jdk = 17;
        try (RunningContainer running =
                RunningContainer.start(Container.TOMCAT_10, jdk, "war-mcp", ISSUER, Map.of(), WITHOUT_SESSIONS)) {
            Path war = running.folder().resolve("webapps/tools.war");
            for (int round = 0; round < 2; round++) {
                assertThatHandlersRunForAlice(running);
                assertThat(running.liveObjects(jdk, LOADER)).isEqualTo(2);

                Files.delete(war);
                await("collected").atMost(TimeLimit.OF_A_WAIT).until(() -> running.liveObjects(jdk, LOADER) == 1);
                String bearer = "Authorization: Bearer " + running.token("alice");
                assertThat(running.send("POST", "/tools/mcp", bearer).status()).isEqualTo(404);
                assertThat(running.send("POST", "/tools/mcp").status()).isEqualTo(401);

                Path copy = Files.copy(
                        RunningContainer.war("war-mcp", "tools.war"),
                        running.folder().resolve("copy"));
                Files.move(copy, war, StandardCopyOption.ATOMIC_MOVE);
                running.awaitApplications();
            }
            assertThatHandlersRunForAlice(running);
            assertThat(running.errors()).isEmpty();
            // Reactor's threads may be ending still when Tomcat looks for what is left.
            assertThat(running.output().lines().filter(line -> line.contains("The web application [tools]")))
                    .noneMatch(line -> line.contains("mcp-oauth2-agent") || line.contains("io.mcpoauth2"));
        }
    }

    /** The token, by which the end of the stream is watched, holds for longer than the test waits. */
    @Test
    void undeployedApplicationIsCollectedAlthoughItHadAStream() throws Exception {
        int jdk = 25;
        try (RunningContainer running = RunningContainer.start(Container.TOMCAT_10, jdk, "war-mcp", ISSUER, Map.of());
                Socket client = running.connect()) {
            assertThat(running.send("GET", "/other/open").status()).isEqualTo(401);
            String bearer = "Authorization: Bearer " + running.token("alice");
            client.getOutputStream()
                    .write(TestServer.request("GET", "/other/open", null, bearer)
                            .getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
            await("the stream")
                    .atMost(TimeLimit.OF_A_WAIT)
                    .until(() -> answer.readLine().equals("open"));
            assertThat(running.liveObjects(jdk, LOADER)).isEqualTo(2);

            Files.delete(running.folder().resolve("webapps/other.war"));

            await("collected").atMost(TimeLimit.OF_A_WAIT).until(() -> running.liveObjects(jdk, LOADER) == 1);
            assertThatHandlersRunForAlice(running);
            assertThat(running.errors()).isEmpty();
        }
    }

    private static void assertThatHandlersRunForAlice(RunningContainer running) {
        assertThat(running.mcp().initialize().status()).isEqualTo(401);
        McpHttp client = running.mcp().withToken(running.token("alice"));
        assertThat(client.initialize().status()).isEqualTo(200);
        assertThat(client.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");
        assertThat(client.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
    }
}
