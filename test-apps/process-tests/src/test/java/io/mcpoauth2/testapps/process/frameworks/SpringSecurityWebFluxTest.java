package io.mcpoauth2.testapps.process.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code spring_security} on WebFlux: in Reactor's Context, and on the threads of tools. */
@ExtendWith(ServersExtension.class)
@Timeout(120)
class SpringSecurityWebFluxTest {
    private static final String ANYONE = "nobody nobody";

    private final Servers servers;
    private final TestServer server;

    SpringSecurityWebFluxTest(Servers servers) {
        this.servers = servers;
        this.server = servers.shared(server().setting("spring_security", "on").setting("roles_claim", "roles"));
    }

    private static ServerSpec server() {
        return ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX_SECURED, 25)
                .setting("protected_routes", "/mcp,/user,/admin,/anyone/*,/login")
                .setting("exempt_routes", "/anyone/*");
    }

    @Test
    void callerIsTheUserWithScopesAndConfiguredRoles() {
        String alice = "Authorization: Bearer "
                + servers.issuer()
                        .mint(TokenSpec.valid()
                                .subject("alice")
                                .scopes("mcp:use")
                                .roles("operator"));

        assertThat(user("/user", alice)).isEqualTo("alice[ROLE_operator, SCOPE_mcp:use] alice");
        assertThat(user("/user/late", alice)).isEqualTo("alice[ROLE_operator, SCOPE_mcp:use]");
        assertThat(user("/user", servers.bearer("bob", "mcp:x"))).isEqualTo("bob[SCOPE_mcp:x] bob");
    }

    @Test
    void pathNeedsTheScopeThatItsRuleNames() {
        assertThat(user("/admin", servers.bearer("alice", "mcp:admin"))).isEqualTo("alice[SCOPE_mcp:admin] alice");
        long before = server.executions();

        assertThat(server.send("GET", "/admin", servers.bearer("alice", "mcp:use"))
                        .status())
                .isEqualTo(403);

        assertThat(server.executions()).isEqualTo(before);
    }

    @Test
    void toolNeedsTheScopeThatItsAnnotationNames() {
        McpHttp alice = session("alice", "mcp:use");
        assertThat(text(alice.callTool("user", Map.of()))).isEqualTo("alice[SCOPE_mcp:use]");
        long before = server.executions();

        JsonNode refused = alice.callTool("secured", Map.of()).json().path("result");

        assertThat(refused.path("isError").asBoolean()).as("%s", refused).isTrue();
        assertThat(refused.toString()).contains("Access Denied");
        assertThat(server.executions()).isEqualTo(before);
        assertThat(text(session("alice", "mcp:admin").callTool("secured", Map.of())))
                .isEqualTo("secured:alice[SCOPE_mcp:admin]");
    }

    @Test
    void allIsWoven() {
        assertThat(server.process().stderr()).doesNotContain("cannot be woven");
    }

    @Test
    void withoutTheSettingSpringSecurityKnowsNobody() {
        TestServer off = servers.shared(server());
        long before = off.executions();

        assertThat(off.send("GET", "/user", servers.bearer("alice", "mcp:admin"))
                        .status())
                .isEqualTo(302);

        assertThat(off.executions()).isEqualTo(before);
    }

    @Test
    void pathThatIsNotProtectedHasNoCallerWhateverTokenComes() {
        String alice = servers.bearer("alice", "mcp:admin");

        assertThat(user("/anyone/user")).isEqualTo(ANYONE);
        assertThat(user("/anyone/user", alice)).isEqualTo(ANYONE);
        long before = server.executions();
        assertThat(server.send("GET", "/open/user", alice).status()).isEqualTo(302);
        assertThat(server.executions()).isEqualTo(before);
    }

    @Test
    void connectionRemembersNoCaller() throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            assertThat(next(connection, "/user", servers.bearer("alice", "mcp:admin"))
                            .body())
                    .isEqualTo("alice[SCOPE_mcp:admin] alice");
            assertThat(next(connection, "/user", servers.bearer("bob", "mcp:use"))
                            .body())
                    .isEqualTo("bob[SCOPE_mcp:use] bob");
            assertThat(next(connection, "/anyone/user").body()).isEqualTo(ANYONE);
            assertThat(next(connection, "/user").status()).isEqualTo(401);
        }
    }

    /** A connection each: without the agent, too, this server now and then reads no further on one whose requests name a session. */
    @Test
    void sessionRemembersNoCaller() {
        HttpAnswer opened = server.send("GET", "/user/session", servers.bearer("alice", "mcp:admin"));
        assertThat(opened.body()).isEqualTo("[]");
        String session = cookie(opened);

        assertThat(user("/user", servers.bearer("bob", "mcp:use"), session)).isEqualTo("bob[SCOPE_mcp:use] bob");
        assertThat(user("/anyone/user", session)).isEqualTo(ANYONE);
        assertThat(user("/anyone/session", session)).isEqualTo("[]");
        assertThat(server.send("GET", "/user", session).status()).isEqualTo(401);
    }

    @Test
    void applicationsOwnLoginStaysAndGetsNothingOfTheCaller() {
        String alice = servers.bearer("alice", "mcp:admin");
        HttpAnswer loggedIn = server.sendBody(
                "POST",
                "/login",
                "username=local&password=secret",
                "Content-Type: application/x-www-form-urlencoded",
                alice);
        assertThat(loggedIn.status()).isEqualTo(302);

        assertThat(user("/user", alice, cookie(loggedIn)))
                .startsWith("local[")
                .contains("clerk")
                .doesNotContain("SCOPE_")
                .endsWith(" local");
        assertThat(user("/anyone/user", cookie(loggedIn))).startsWith("local[");
        assertThat(user("/user", alice)).startsWith("alice[");
    }

    private McpHttp session(String subject, String scope) {
        McpHttp client = server.mcp().withToken(servers.token(subject, scope));
        assertThat(client.initialize().status()).isEqualTo(200);
        return client;
    }

    private static String text(HttpAnswer answer) {
        return answer.json().path("result").path("content").path(0).path("text").asText();
    }

    private String user(String target, String... headers) {
        HttpAnswer answer = server.send("GET", target, headers);
        assertThat(answer.status()).as(target).isEqualTo(200);
        return answer.body();
    }

    private static String cookie(HttpAnswer answer) {
        return "Cookie: " + answer.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static HttpAnswer next(RawHttp connection, String target, String... headers) throws IOException {
        connection.write(TestServer.request("GET", target, null, headers).getBytes(StandardCharsets.ISO_8859_1));
        return connection.read(false);
    }
}
