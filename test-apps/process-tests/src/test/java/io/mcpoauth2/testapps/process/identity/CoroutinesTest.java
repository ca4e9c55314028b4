package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** A coroutine runs as the request that has launched it, whatever thread, dispatcher or scope it goes to. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@ExtendWith(ServersExtension.class)
@Timeout(120)
class CoroutinesTest {
    private static final int USERS = 6;
    private static final int ROUNDS = 10;
    private static final List<String> HOPS = List.of(
            "here",
            "later",
            "yield",
            "dispatcher",
            "launched",
            "async",
            "flow",
            "scope",
            "foreign-scope",
            "foreign-part",
            "unconfined",
            "future",
            "blocking");

    private static Servers servers;
    private static TestServer server;

    @Parameter
    private ServerSpec spec;

    static Stream<ServerSpec> servers() {
        // Two callers share a session in here, which they may not otherwise.
        return ServerSpec.each(ServerKind.KTOR_NETTY, ServerKind.KTOR_CIO)
                .map(spec -> spec.withApi().setting("sessions", "off"));
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

    /** Of many users at once, as a wrong one shows where threads are shared. */
    @Test
    void eachUserIsTheirOwnAtEveryHop() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        try {
            List<Future<?>> users = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                String name = "user" + user;
                users.add(threads.submit(() -> hop(name)));
            }
            for (Future<?> user : users) {
                user.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void hop(String name) {
        String bearer = servers.bearer(name);
        for (int round = 0; round < ROUNDS; round++) {
            for (String hop : HOPS) {
                assertThat(server.send("GET", "/caller/" + hop, bearer).body())
                        .as(hop)
                        .isEqualTo(name);
            }
        }
    }

    /** The session has coroutines of its own, which the request that opened it has begun. */
    @Test
    void toolRunsForTheCallerOfItsMessageAndNotOfTheSessionsFirst() {
        McpHttp alice = server.mcp().withToken(servers.token("alice"));
        assertThat(alice.initialize().status()).isEqualTo(200);
        assertThat(alice.notify("notifications/initialized").status()).isEqualTo(202);
        McpHttp bob = server.mcp().withToken(servers.token("bob")).withHeader("Mcp-Session-Id", alice.sessionId());

        for (int i = 0; i < 3; i++) {
            for (String tool : List.of("whoami", "hops")) {
                assertThat(alice.callTool(tool, Map.of()).toolText()).isEqualTo("alice");
                assertThat(bob.callTool(tool, Map.of()).toolText()).isEqualTo("bob");
            }
        }
    }

    /** A route of the application's own leads to the SDK's transport, which asks who calls where the path does not. */
    @Test
    void transportOnARouteOfTheApplicationsServesItsCallerAndRefusesNobody() {
        assertThat(own(server)
                        .withToken(servers.token("alice"))
                        .callTool("whoami", Map.of())
                        .toolText())
                .isEqualTo("alice");
        try (TestServer exempt = servers.start(spec.setting("exempt_routes", "/own"))) {
            assertThat(own(exempt).initialize().status()).isEqualTo(401);
            assertThat(own(exempt).callTool("echo", Map.of("text", "hi")).status())
                    .isEqualTo(401);
            assertThat(exempt.executions()).isZero();
        }
    }

    private static McpHttp own(TestServer at) {
        return new McpHttp(URI.create("http://127.0.0.1:" + at.port() + "/own"));
    }

    /** Its body runs once, though it is entered again whenever it is resumed. */
    @Test
    void guardedFunctionThatIsRefusedDoesNotRunAndOneThatSuspendsRunsOnce() {
        long before = server.executions();

        HttpAnswer refused = server.send("GET", "/whoami-http", servers.bearer("alice"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(server.executions()).isEqualTo(before);

        try (ToolCaller root = ToolCaller.open(server, servers.token("root", "mcp:admin"))) {
            assertThat(root.text("admin")).isEqualTo("admin:root");
        }
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    /** The request is answered before the tool has: what the tool does then is still its caller's. */
    @Test
    void toolOfTheSseTransportIsItsCallersAfterTheMessageHasBeenAnswered() {
        try (TestServer sse = servers.start(spec.transport(Transport.SSE));
                ToolCaller alice = ToolCaller.open(sse, servers.token("alice"));
                ToolCaller bob = ToolCaller.open(sse, servers.token("bob"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(alice.text("hops")).isEqualTo("alice");
                assertThat(bob.text("whoami")).isEqualTo("bob");
            }
        }
    }
}
