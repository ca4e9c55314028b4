package io.mcpoauth2.testapps.process.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Another agent gives the JVM the class of a server's door as it is on disk: no request passes for that. */
class LostDoorsTest {
    private static final Duration LIMIT = TimeLimit.OF_A_WAIT;
    private static final int UNPROTECTABLE = 78;

    private static final List<Door> DOORS = List.of(
            new Door(ServerKind.SDK2_TOMCAT11, "Tomcat door", "org.apache.catalina.connector.CoyoteAdapter"),
            new Door(ServerKind.SDK2_JETTY12, "Jetty door", "org.eclipse.jetty.server.Server"),
            new Door(ServerKind.JDK_HTTP, "JDK HttpServer door", "com.sun.net.httpserver.Filter$Chain"),
            new Door(
                    ServerKind.SPRING_AI_WEBFLUX,
                    "Reactor Netty door",
                    "reactor.netty.http.server.HttpServer$HttpServerHandle"),
            new Door(ServerKind.HELIDON_MCP, "Helidon door", "io.helidon.webserver.http.HttpRoutingImpl"),
            new Door(
                    ServerKind.MICRONAUT_MCP, "Micronaut door", "io.micronaut.http.server.netty.RoutingInBoundHandler"),
            new Door(ServerKind.QUARKUS_MCP, "Vert.x door", "io.vertx.core.http.impl.Http1xServerConnection"),
            new Door(ServerKind.KTOR_CIO, "Ktor pipeline", "io.ktor.util.pipeline.Pipeline"),
            new Door(ServerKind.SDK2_UNDERTOW, "Undertow door", "io.undertow.server.Connectors"),
            new Door(ServerKind.SDK0_JETTY11, "servlet layer", "jakarta.servlet.http.HttpServlet"));

    @TempDir
    Path folder;

    private Path otherAgent;

    @BeforeEach
    void packOtherAgent() throws IOException {
        otherAgent = OtherAgents.jar(folder);
    }

    static Stream<Arguments> doors() {
        return DOORS.stream().flatMap(door -> ServerSpec.jdks(door.server()).map(jdk -> Arguments.of(door, jdk)));
    }

    /** How a door is lost at the start is the same for all. */
    static Stream<Arguments> someDoors() {
        return ServerSpec.isEverything() ? doors() : doors().limit(2);
    }

    /** An agent that comes after this one has the last word on each class file. */
    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("someDoors")
    void serverWhoseDoorCannotBeKeptEnds(Door door, int jdk) {
        String output = outputToTheEnd(process(door.server(), jdk).agent(otherAgent, Map.of("strip", door.type())));

        assertThat(output)
                .contains(
                        "ERROR the " + door.name() + " was lost: another agent has replaced " + door.type(),
                        "this JVM ends with status 78");
    }

    /** Of a server that ends before it is ready, or soon after. */
    private static String outputToTheEnd(ServerProcessBuilder process) {
        try (ServerProcess server = process.start()) {
            assertThat(server.awaitExit(LIMIT)).hasValue(UNPROTECTABLE);
            return server.stderr();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageStartingWith("Exit " + UNPROTECTABLE + " before READY");
            return e.getMessage();
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("doors")
    void doorThatIsTakenAwayLaterIsWovenAgainOrEndsTheJvm(Door door, int jdk) {
        try (ServerProcess server = process(door.server(), jdk).start()) {
            for (String harmless : new String[] {"retransform", "redefine"}) {
                OtherAgents.attach(server, otherAgent, harmless, door.type());
                assertRefuses(server);
            }
            assertThat(server.stderr()).doesNotContain("was lost", "cannot be told");

            OtherAgents.attach(server, otherAgent, "strip-once", door.type());
            assertThat(server.awaitStderr(
                            "[mcp-oauth2-agent] WARN the " + door.name() + " has been woven again", LIMIT))
                    .isPresent();
            assertRefuses(server);

            stripForGood(server, door);
            assertThat(server.awaitExit(LIMIT)).hasValue(UNPROTECTABLE);
            assertThat(server.stderr()).contains("this JVM ends with status 78");
        }
    }

    private void stripForGood(ServerProcess server, Door door) {
        try {
            OtherAgents.attach(server, otherAgent, "strip", door.type());
        } catch (RuntimeException e) {
            // The JVM may end before it has answered; whether it does is what the caller waits for.
            assertThat(e).hasMessageContaining("attach");
        }
    }

    /** Also with {@code on_start_failure=continue}, which is about configuration. */
    private static ServerProcessBuilder process(ServerKind kind, int jdk) {
        return kind.process(false, kind.defaultTransport())
                .jdk(jdk)
                .jvmArguments("-Xmx256m")
                .agent(
                        Artifacts.agentJar(),
                        Map.of(
                                "issuer", "https://issuer.invalid",
                                "audience", "https://mcp.example/mcp",
                                "on_start_failure", "continue"));
    }

    /**
     * @param name as the agent says it
     * @param type the woven class
     */
    private record Door(ServerKind server, String name, String type) {
        @Override
        public String toString() {
            return server.toString();
        }
    }

    private static void assertRefuses(ServerProcess server) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.port() + "/mcp");
        // A connection each: some servers close one behind a refusal, which another request on it may meet.
        assertThat(new McpHttp(endpoint).initialize().status()).isEqualTo(401);
        assertThat(new McpHttp(endpoint).callTool("echo", Map.of("text", "hi")).status())
                .isEqualTo(401);
        assertThat(server.executionCount()).isZero();
    }
}
