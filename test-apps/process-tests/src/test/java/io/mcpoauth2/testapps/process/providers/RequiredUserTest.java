package io.mcpoauth2.testapps.process.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/providers.md says of clients without a user: these issuers' can be told from their users. */
@ExtendWith(ServersExtension.class)
class RequiredUserTest {
    /** The first few, unless everything is to be tested. */
    static Stream<Shape> shapes() {
        Stream<Shape> all = Shapes.all().filter(shape -> shape.clientToken().isPresent());
        return ServerSpec.isEverything() ? all : all.limit(5);
    }

    @ParameterizedTest(name = "E7: {0}, a client's own token is refused where a user is needed -> 403")
    @MethodSource("shapes")
    void tokenOfAClientForItselfIsRefusedAndThatOfAUserIsNot(Shape shape, Servers servers) {
        ServerSpec spec = ServerSpec.of(ServerKind.JDK_HTTP, 17).withApi().setting("require_user", "true");
        try (DocumentedSettings settings = shape.settings();
                TestServer server = servers.start(spec, settings.file())) {
            StandIn issuer = settings.standIns().get(0);
            long before = server.executions();

            HttpAnswer refused = call(server, issuer.issue(shape.clientToken().orElseThrow()));

            assertThat(refused.status()).as(refused.body()).isEqualTo(403);
            assertThat(refused.json().path("details").asText()).contains("issued to a client for itself");
            assertThat(server.executions()).isEqualTo(before);

            shape.userToken().ifPresent(token -> {
                HttpAnswer accepted = call(server, issuer.issue(token));

                assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
                assertThat(server.executions()).isEqualTo(before + 1);
            });
        }
    }

    private static HttpAnswer call(TestServer server, String token) {
        return server.mcp().withToken(token).callTool("describe", Map.of());
    }
}
