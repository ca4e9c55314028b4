package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Servlets read a body that has been judged as any other: by a stream, and by a listener. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ServletMessageTest extends DoorTest {
    private static final String BODY = "{\"text\":\"" + "0123456789".repeat(20_000) + "\"}";

    ServletMessageTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    /** Jetty 11 has no door of its own, but the servlet layer's. */
    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 25),
                        ServerSpec.of(ServerKind.SDK2_UNDERTOW, 25),
                        ServerSpec.of(ServerKind.SDK0_JETTY11, 17))
                .map(spec -> spec.setting("tool_scopes", "echo=files:read"));
    }

    @Test
    @DisplayName("R8: every byte arrives, however the servlet reads")
    void servletsReadEveryByte() {
        String bearer = servers.bearer("alice");
        List<String> answers = new ArrayList<>();
        for (String path : List.of("/upload", "/upload?read=listener")) {
            answers.add(
                    server.sendBody("POST", path, BODY, bearer, Messages.JSON).body());
            String chunks = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
            answers.add(server.sendBody(
                            "POST", path, null, bearer, Messages.JSON, "Transfer-Encoding: chunked\r\n\r\n" + chunks)
                    .body());
        }
        assertThat(answers).hasSize(4).containsOnly(answers.get(0));
        assertThat(answers.get(0)).contains(Integer.toString(BODY.length()));
        assertRan(4);
    }

    @Test
    @DisplayName("R20: what reads as a call is judged as one, whatever the path")
    void callIsRefusedWhateverThePath() {
        HttpAnswer answer = server.sendBody("POST", "/upload", Messages.ECHO, servers.bearer("alice"), Messages.JSON);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers("WWW-Authenticate").get(0)).contains("scope=\"files:read\"");
        assertNothingRan();
    }
}
