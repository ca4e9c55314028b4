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

/** {@code quarkus_identity}: a server whose Quarkus Security asks for a user, and has no mechanism to make one out. */
@ExtendWith(ServersExtension.class)
@Timeout(120)
class QuarkusIdentityTest {
    private static final String NOBODY = "true  [] false";

    private final Servers servers;
    private final TestServer server;

    QuarkusIdentityTest(Servers servers) {
        this.servers = servers;
        this.server = servers.shared(server().setting("quarkus_identity", "on").setting("roles_claim", "roles"));
    }

    private static ServerSpec server() {
        return ServerSpec.of(ServerKind.QUARKUS_MCP_SECURED, 17)
                .setting("protected_routes", "/user,/mcp,/exempt/*")
                .setting("exempt_routes", "/exempt/user");
    }

    @Test
    void callerIsTheIdentityWithConfiguredRoles() {
        assertThat(user("/user", bearer("alice", "operator"))).isEqualTo("false alice [operator] true");
        assertThat(user("/user", bearer("bob"))).isEqualTo("false bob [] false");
        assertThat(server.process().stderr()).doesNotContain("cannot be woven");
    }

    @Test
    void rolesAreOnlyThoseOfAClaimThatIsConfigured() {
        assertThat(servers.shared(server().setting("quarkus_identity", "on"))
                        .send("GET", "/user", bearer("alice", "operator"))
                        .body())
                .isEqualTo("false alice [] false");
    }

    @Test
    void pathThatIsNotProtectedHasNoCallerWhateverTokenComes() {
        for (String target : new String[] {"/exempt/user", "/open/user"}) {
            assertThat(user(target)).as(target).isEqualTo(NOBODY);
            assertThat(user(target, bearer("alice", "operator"))).as(target).isEqualTo(NOBODY);
        }
    }

    @Test
    void toolNeedsTheRoleThatItsAnnotationNames() {
        McpHttp bob = session("bob");
        assertThat(text(bob.callTool("user", Map.of()))).isEqualTo("false bob [] false");
        long before = server.executions();

        JsonNode refused = bob.callTool("secured", Map.of()).json();

        assertThat(refused.has("error")
                        || refused.path("result").path("isError").asBoolean())
                .as("%s", refused)
                .isTrue();
        assertThat(server.executions()).isEqualTo(before);
        assertThat(text(session("alice", "operator").callTool("secured", Map.of())))
                .isEqualTo("secured:false alice [operator] true");
    }

    @Test
    void withoutTheSettingQuarkusKnowsNobody() {
        TestServer off = servers.shared(server());
        long before = off.executions();

        assertThat(off.send("GET", "/user", bearer("alice", "operator")).status())
                .isEqualTo(401);

        assertThat(off.executions()).isEqualTo(before);
    }

    @Test
    void connectionRemembersNoCallerAndAnIdentityThatIsKeptIsAnonymous() throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            assertThat(next(connection, "/user", bearer("alice", "operator"))).startsWith("false alice");
            assertThat(next(connection, "/user/kept", bearer("bob"))).isEqualTo(NOBODY + "CallerIdentity");
            assertThat(next(connection, "/user", bearer("bob"))).startsWith("false bob");
            assertThat(next(connection, "/exempt/user")).isEqualTo(NOBODY);
        }
    }

    private McpHttp session(String subject, String... roles) {
        McpHttp client = server.mcp()
                .withToken(
                        servers.issuer().mint(TokenSpec.valid().subject(subject).roles(roles)));
        assertThat(client.initialize().status()).isEqualTo(200);
        return client;
    }

    private static String text(HttpAnswer answer) {
        return answer.json().path("result").path("content").path(0).path("text").asText();
    }

    private String bearer(String subject, String... roles) {
        return "Authorization: Bearer "
                + servers.issuer().mint(TokenSpec.valid().subject(subject).roles(roles));
    }

    private String user(String target, String... headers) {
        HttpAnswer answer = server.send("GET", target, headers);
        assertThat(answer.status()).as(target).isEqualTo(200);
        return answer.body();
    }

    private static String next(RawHttp connection, String target, String... headers) throws IOException {
        connection.write(TestServer.request("GET", target, null, headers).getBytes(StandardCharsets.ISO_8859_1));
        return connection.read(false).body();
    }
}
