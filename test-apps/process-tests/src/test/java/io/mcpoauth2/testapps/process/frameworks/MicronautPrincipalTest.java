package io.mcpoauth2.testapps.process.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code micronaut_principal}: what Micronaut's request says of its user. */
@ExtendWith(ServersExtension.class)
@Timeout(120)
class MicronautPrincipalTest {
    private final Servers servers;
    private final TestServer server;

    MicronautPrincipalTest(Servers servers) {
        this.servers = servers;
        this.server = servers.shared(server().setting("micronaut_principal", "on"));
    }

    private static ServerSpec server() {
        return ServerSpec.of(ServerKind.MICRONAUT_MCP, 17)
                .setting("protected_routes", "/user,/exempt/*")
                .setting("exempt_routes", "/exempt/user");
    }

    @Test
    void callerIsTheUserOnEveryThreadOfItsRequest() {
        for (String target : List.of("/user", "/user/blocking", "/user/late")) {
            assertThat(user(target, servers.bearer("alice"))).as(target).isEqualTo("alice");
            assertThat(user(target, servers.bearer("bob"))).as(target).isEqualTo("bob");
        }
        assertThat(server.process().stderr()).doesNotContain("cannot be woven");
    }

    @Test
    void pathThatIsNotProtectedHasNoUserWhateverTokenComes() {
        for (String target : List.of("/exempt/user", "/open/user")) {
            assertThat(user(target)).as(target).isEqualTo("nobody");
            assertThat(user(target, servers.bearer("alice"))).as(target).isEqualTo("nobody");
        }
    }

    @Test
    void connectionRemembersNoUserAndAPrincipalThatIsKeptHasNoName() throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            assertThat(next(connection, "/user", servers.bearer("alice"))).isEqualTo("alice");
            assertThat(next(connection, "/user/kept", servers.bearer("bob"))).isEqualTo(" CallerPrincipal");
            assertThat(next(connection, "/user", servers.bearer("bob"))).isEqualTo("bob");
            assertThat(next(connection, "/exempt/user")).isEqualTo("nobody");
        }
    }

    @Test
    void userOfTheApplicationsOwnStays() {
        assertThat(user("/user/own", servers.bearer("alice"))).isEqualTo("local");
    }

    @Test
    void withoutTheSettingThereIsNoUser() {
        assertThat(servers.shared(server())
                        .send("GET", "/user", servers.bearer("alice"))
                        .body())
                .isEqualTo("nobody");
    }

    @Test
    void requestWithoutATokenIsRefusedAsEver() {
        long before = server.executions();

        assertThat(server.send("GET", "/user").status()).isEqualTo(401);

        assertThat(server.executions()).isEqualTo(before);
    }

    private String user(String target, String... headers) {
        return server.send("GET", target, headers).body();
    }

    private static String next(RawHttp connection, String target, String... headers) throws IOException {
        connection.write(TestServer.request("GET", target, null, headers).getBytes(StandardCharsets.ISO_8859_1));
        return connection.read(false).body();
    }
}
