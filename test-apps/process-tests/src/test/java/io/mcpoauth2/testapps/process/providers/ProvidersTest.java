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
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of docs/providers: what is accepted with its settings, what then reaches the handler, what is refused. */
@ParameterizedClass(name = "{0}")
@MethodSource("shapes")
@ExtendWith(ServersExtension.class)
class ProvidersTest {
    private static Shape current;
    private static DocumentedSettings settings;
    private static TestServer server;

    @Parameter
    Shape shape;

    static Stream<Shape> shapes() {
        return Shapes.all();
    }

    static Stream<Case> cases() {
        return current.cases().stream();
    }

    @BeforeParameterizedClassInvocation
    static void start(Shape shape, Servers servers) {
        current = shape;
        settings = shape.settings();
        ServerSpec spec = ServerSpec.of(ServerKind.JDK_HTTP, 17).withApi().setting("log_level", "debug");
        server = servers.start(spec, settings.file());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
        settings.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tokenIsJudged(Case one) {
        StandIn issuer = settings.standIns().get(0);
        String token = issuer.issue(one.token());
        long before = server.executions();

        HttpAnswer answer = server.mcp().withToken(token).callTool("describe", Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(one.status());
        if (one.caller().isPresent()) {
            assertThat(answer.toolText()).isEqualTo(one.caller().get().toString());
            assertThat(server.executions()).isEqualTo(before + 1);
        } else {
            assertThat(answer.json().path("error").asText()).as(answer.body()).isEqualTo(one.error());
            assertThat(answer.json().path("details").asText()).contains(one.named());
            assertThat(answer.headers("WWW-Authenticate")).hasSize(1);
            assertThat(answer.body()).doesNotContain(token);
            assertThat(server.executions()).isEqualTo(before);
        }
        if (one.quoted()) {
            QuotedLine.of(current).awaitIn(server, issuer);
        }
    }
}
