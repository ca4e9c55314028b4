package io.mcpoauth2.testapps.process.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that threads of the server run for many requests by turns runs for each as its own caller. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@ExtendWith(ServersExtension.class)
@Timeout(120)
class ReactiveHandlersTest {
    private static final int USERS = 8;
    private static final int ROUNDS = 10;
    private static final String BODY = "x".repeat(200_000);

    private static Servers servers;
    private static TestServer server;

    @Parameter
    private ServerSpec spec;

    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 25),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX_TOMCAT, 17),
                        ServerSpec.of(ServerKind.KTOR_NETTY, 17),
                        ServerSpec.of(ServerKind.KTOR_CIO, 25),
                        ServerSpec.of(ServerKind.QUARKUS_MCP, 25),
                        ServerSpec.of(ServerKind.SDK2_VERTX5, 25),
                        ServerSpec.of(ServerKind.SDK2_VERTX5, 25).argument("threads=VIRTUAL_THREAD"),
                        ServerSpec.of(ServerKind.SDK2_VERTX4, 17).argument("threads=WORKER"),
                        ServerSpec.of(ServerKind.HELIDON_MCP, 25),
                        ServerSpec.of(ServerKind.MICRONAUT_MCP, 17))
                .map(ServerSpec::withApi);
    }

    @BeforeParameterizedClassInvocation
    static void start(ServerSpec spec, Servers started) {
        servers = started;
        server = servers.start(spec);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void eachUserIsTheirOwnWhereverTheirCodeRuns() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            List<Future<?>> users = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                String name = "user" + user;
                users.add(threads.submit(() -> {
                    call(name);
                    return null;
                }));
            }
            for (Future<?> user : users) {
                user.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void call(String name) throws IOException {
        String authorization = servers.bearer(name);
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(60))) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(send(connection, "POST", "/caller/body", BODY, authorization))
                        .isEqualTo(BODY.length() + " of " + name);
                assertThat(send(connection, "GET", "/caller/later", null, authorization))
                        .isEqualTo(name);
                assertThat(send(connection, "GET", "/caller/stream", null, authorization))
                        .isEqualTo((name + ' ').repeat(1000));
            }
        }
    }

    /** The second request of a connection must not run as the caller of the first. */
    @Test
    void pipelinedRequestsOfTwoUsersAreTheirOwnAndOneWithoutTokenIsRefused() throws IOException {
        String requests = TestServer.request("POST", "/caller/body", BODY, servers.bearer("alice"))
                + TestServer.request("GET", "/caller/later", null, servers.bearer("bob"))
                + TestServer.request("GET", "/caller/later", null, "X-None: none")
                + TestServer.request("GET", "/caller/later", null, servers.bearer("alice"));
        long before = server.executions();
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(60))) {
            connection.write(requests.getBytes(US_ASCII));
            assertThat(connection.read(false).body()).isEqualTo(BODY.length() + " of alice");
            assertThat(connection.read(false).body()).isEqualTo("bob");
            assertThat(connection.read(false).status()).isEqualTo(401);
            assertThat(connection.read(false).body()).isEqualTo("alice");
        }
        assertThat(server.executions()).isEqualTo(before + 3);
    }

    /** As the gate refuses it, though the framework's own handler of exceptions would make a 500 of it. */
    @Test
    void refusalOfAGuardedHandlerIsTheGatesAnswer() {
        long before = server.executions();

        HttpAnswer answer = server.send("GET", "/whoami-http", servers.bearer("alice"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(challenge ->
                        assertThat(challenge).contains("error=\"insufficient_scope\"", "scope=\"mcp:admin\""));
        assertThat(server.executions()).isEqualTo(before);
    }

    private static String send(RawHttp connection, String method, String path, String body, String authorization)
            throws IOException {
        connection.write(TestServer.request(method, path, body, authorization).getBytes(US_ASCII));
        return connection.read(false).body();
    }
}
