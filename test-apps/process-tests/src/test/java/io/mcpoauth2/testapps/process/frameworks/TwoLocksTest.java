package io.mcpoauth2.testapps.process.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that checks bearer tokens itself, behind the agent. */
@ExtendWith(ServersExtension.class)
class TwoLocksTest {
    @Test
    void secondLockIsToldAndPassesWhatItAcceptsToo(Servers servers) {
        ServerSpec secured = ServerSpec.of(ServerKind.SPRING_AI_WEBMVC_SECURED, 17)
                .argument("--spring.profiles.active=resource-server")
                .argument("--issuer=" + servers.issuer().issuer())
                .argument("--jwks=" + servers.issuer().jwksUri())
                .argument("--audience=" + Servers.AUDIENCE);
        try (TestServer server = servers.start(secured)) {
            assertThat(server.process().stderr())
                    .containsOnlyOnce(
                            "WARN Spring Security's resource server checks the tokens of this application, too");
            assertThat(server.mcp()
                            .withToken(servers.token("alice"))
                            .initialize()
                            .status())
                    .isEqualTo(200);
            assertThat(server.mcp().callTool("echo", Map.of("text", "hi")).status())
                    .isEqualTo(401);
            assertThat(server.executions()).isZero();
        }
    }
}
