package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools on every server, transport and mode know the user of their request, and are refused to others. */
@ParameterizedClass(name = "{0}")
@MethodSource("specs")
@ExtendWith(ServersExtension.class)
class IdentityTest {
    private static TestServer server;

    @Parameter
    private ServerSpec spec;

    private final Servers servers;

    IdentityTest(Servers servers) {
        this.servers = servers;
    }

    /** Each on one JDK, in turns, so that every kind of server meets both. */
    static Stream<ServerSpec> specs() {
        List<ServerSpec> specs = new ArrayList<>();
        for (ServerKind kind : ServerKind.withDoor()) {
            for (Transport transport : kind.transports()) {
                specs.add(guarded(kind, specs).transport(transport));
            }
        }
        specs.add(guarded(ServerKind.SDK2_TOMCAT11, specs).argument("mode=async"));
        specs.add(guarded(ServerKind.SDK1_JETTY12, specs).argument("mode=async"));
        specs.add(guarded(ServerKind.SDK2_JETTY12, specs)
                .transport(Transport.STATELESS)
                .argument("mode=async"));
        specs.add(guarded(ServerKind.SDK1_TOMCAT10, specs)
                .transport(Transport.SSE)
                .argument("mode=async"));
        specs.add(guarded(ServerKind.JDK_HTTP, specs).argument("mode=async"));
        return specs.stream();
    }

    private static ServerSpec guarded(ServerKind kind, List<ServerSpec> before) {
        return ServerSpec.of(kind, ServerSpec.jdk(kind, before.size())).withApi();
    }

    @BeforeParameterizedClassInvocation
    static void start(ServerSpec spec, Servers servers) {
        server = servers.start(spec);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void toolsAnswerTheSubjectOfEachRequestsToken() {
        try (ToolCaller alice = open("alice");
                ToolCaller bob = open("bob")) {
            for (int i = 0; i < 3; i++) {
                assertThat(alice.text("whoami")).isEqualTo("alice");
                assertThat(bob.text("whoami")).isEqualTo("bob");
            }
        }
    }

    @Test
    void toolWithAScopeIsRefusedWithoutItAndItsBodyDoesNotRun() {
        long before = server.executions();

        assertThat(ToolCaller.refusal(server, servers.token("alice", "mcp:read"), "admin"))
                .contains("mcp:admin")
                .doesNotContain("alice");

        assertThat(server.executions()).isEqualTo(before);
        try (ToolCaller admin = open("root", "mcp:read", "mcp:admin")) {
            assertThat(admin.text("admin")).isEqualTo("admin:root");
        }
    }

    @Test
    void toolWithARoleIsRefusedWithoutItAndItsBodyDoesNotRun() {
        long before = server.executions();

        assertThat(ToolCaller.refusal(server, servers.token("alice"), "role"))
                .contains("operator")
                .doesNotContain("alice");

        assertThat(server.executions()).isEqualTo(before);
        String operator =
                servers.issuer().mint(TokenSpec.valid().subject("olga").roles("reader", "operator"));
        try (ToolCaller olga = ToolCaller.open(server, operator)) {
            assertThat(olga.text("role")).isEqualTo("role:olga");
        }
    }

    @Test
    @DisplayName("R20 an HTTP handler's scope that the token lacks: 403 insufficient_scope, and it does not run")
    void httpHandlerWithoutItsScopeAnswers403AndWithItRuns() {
        long before = server.executions();
        if (spec.kind() != ServerKind.JDK_HTTP) { // Its handler needs no scope.
            HttpAnswer refused = server.send("GET", "/whoami-http", servers.bearer("alice", "mcp:read"));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.headers("WWW-Authenticate")).hasSize(1);
            assertThat(refused.headers("WWW-Authenticate").get(0))
                    .startsWith("Bearer ")
                    .contains(
                            "error=\"insufficient_scope\"",
                            "scope=\"mcp:admin\"",
                            "resource_metadata=\"" + Servers.METADATA_URL + "\"");
            assertThat(refused.json().path("code").asText()).isEqualTo("INSUFFICIENT_PERMISSIONS");
            assertThat(refused.body()).doesNotContain("alice");
            assertThat(server.executions()).isEqualTo(before);
        }

        HttpAnswer admitted = server.send("GET", "/whoami-http", servers.bearer("root", "mcp:admin"));
        assertThat(admitted.status()).isEqualTo(200);
        assertThat(admitted.body()).isEqualTo("root");
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    /** Quarkus and Micronaut tell a client nothing of what a tool throws. */
    private ToolCaller open(String subject, String... scopes) {
        return ToolCaller.open(server, servers.token(subject, scopes));
    }
}
