package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that the door does not fit and no layer protects: it starts, says so, and serves nothing. */
@ParameterizedClass(name = "{0}")
@MethodSource("old")
class JavaxServletTest extends DoorTest {
    JavaxServletTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> old() {
        return Stream.of(
                ServerSpec.of(ServerKind.TOMCAT9, 17),
                ServerSpec.of(ServerKind.TOMCAT9, 25),
                ServerSpec.of(ServerKind.JETTY9, 17),
                ServerSpec.of(ServerKind.JETTY9, 25));
    }

    @Test
    void everyRequestIsAnsweredByTheAgent() {
        String metadata = "/.well-known/oauth-protected-resource/mcp";
        for (String path : List.of("/hello", "/nothing/here", metadata)) {
            assertUnsupported(server.send("GET", path));
            assertUnsupported(server.send("GET", path, servers.bearer("alice")));
        }
        assertThat(server.send("HEAD", "/hello").status()).isEqualTo(503);
        assertNothingRan();
    }

    @Test
    void oneLineNamesServerVersionAndWhatIsMissing() {
        String log = server.process().stderr();
        List<String> errors = log.lines().filter(line -> line.contains("ERROR")).toList();

        assertThat(errors).hasSize(1);
        assertThat(errors.get(0))
                .containsPattern("(tomcat-embed-core 9\\.0\\.111|Jetty :: Server Core 9\\.4\\.58)")
                .contains("as it has no ", "no layer protects it, so all its requests are answered with 503");
        assertThat(log).doesNotContain("\tat ");
    }

    private static void assertUnsupported(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers("Content-Type")).containsExactly("application/json");
        assertThat(answer.json().path("code").asText()).isEqualTo("UNSUPPORTED_SERVER");
        assertThat(answer.json().path("details").asText()).contains("mcp-oauth2-agent");
    }
}
