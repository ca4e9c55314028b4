package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A guarded method that is itself the HTTP handler gives the gate's answers, also where the gate lets requests pass. */
@ParameterizedClass(name = "{0}")
@MethodSource("specs")
@ExtendWith(ServersExtension.class)
class GuardedHttpHandlerTest {
    private static final String PATH = "/whoami-http";
    private static TestServer server;

    @Parameter
    private ServerSpec spec;

    static Stream<ServerSpec> specs() {
        return Stream.concat(
                        ServerSpec.each(
                                        ServerKind.SDK2_TOMCAT11,
                                        ServerKind.SDK2_JETTY12,
                                        ServerKind.JDK_HTTP,
                                        ServerKind.SPRING_AI_WEBFLUX,
                                        ServerKind.QUARKUS_MCP,
                                        ServerKind.HELIDON_MCP,
                                        ServerKind.MICRONAUT_MCP,
                                        ServerKind.KTOR_CIO)
                                .map(spec -> spec.setting("exempt_routes", PATH)),
                        ServerSpec.each(
                                        ServerKind.SDK2_JETTY12,
                                        ServerKind.JDK_HTTP,
                                        ServerKind.SPRING_AI_WEBMVC,
                                        ServerKind.KTOR_NETTY)
                                // OpenRoutesTest looks at one of each door.
                                .filter(spec -> ServerSpec.isEverything())
                                .map(spec -> spec.setting("protected_routes", "none")))
                .map(ServerSpec::withApi);
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
    @DisplayName("R14 without a token: 401 with a challenge, and the handler does not run")
    void withoutATokenItAnswers401AndDoesNotRun() {
        long before = server.executions();

        HttpAnswer answer = server.send("GET", PATH);

        assertThat(answer.status()).as("%s", spec).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge)
                        .startsWith("Bearer ")
                        .contains("resource_metadata=\"" + Servers.METADATA_URL + "\""));
        assertThat(answer.headers("WWW-Authenticate")).hasSize(1);
        assertThat(answer.json().path("code").asText()).isEqualTo("TOKEN_VALIDATION_ERROR");
        assertThat(server.executions()).isEqualTo(before);
    }

    /** An exempt path is served to whoever comes, so a token there is looked at by nobody: the handler still refuses. */
    @Test
    void withABadTokenItAnswers401AndDoesNotRun() {
        long before = server.executions();

        assertThat(server.send("GET", PATH, "Authorization: Bearer x.y.z").status())
                .isEqualTo(401);
        assertThat(server.executions()).isEqualTo(before);
    }
}
