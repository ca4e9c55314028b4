package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One JVM with two copies of the API, of a child-first loader and of the application: both know the caller. */
@ExtendWith(ServersExtension.class)
class ApiCopiesTest {

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void handlersOfBothLoadersKnowTheUser(int jdk, Servers servers) throws IOException {
        try (ServerProcess server = start(jdk, servers)) {
            for (String path : new String[] {"/whoami", "/whoami-app", "/whoami"}) {
                for (String user : new String[] {"alice", "bob"}) {
                    HttpAnswer answer = get(server, path, servers.bearer(user));
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo(user);
                }
            }
            assertThat(get(server, "/whoami").status()).isEqualTo(401);
            assertThat(get(server, "/whoami-app").status()).isEqualTo(401);
        }
    }

    private static HttpAnswer get(ServerProcess server, String path, String... headers) throws IOException {
        return RawHttp.exchange(server.port(), TestServer.request("GET", path, null, headers));
    }

    private static ServerProcess start(int jdk, Servers servers) {
        Path target = Path.of(System.getProperty("servers.dir"), "childfirst", "target");
        return ServerProcess.builder()
                .jdk(jdk)
                .main("com.example.childfirst.ChildFirstServer", target + "/app-linked/*")
                .arguments("child=" + target.resolve("child"))
                .agent(
                        Artifacts.agentJar(),
                        Map.of("issuer", servers.issuer().issuer(), "audience", Servers.AUDIENCE, "allow_http", "true"))
                .start();
    }
}
