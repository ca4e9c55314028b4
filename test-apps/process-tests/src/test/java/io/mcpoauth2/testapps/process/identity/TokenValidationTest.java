package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code TokenValidation.validate} in an application: the gate's own validation, for a token that came another way. */
@ExtendWith(ServersExtension.class)
class TokenValidationTest {

    static Stream<ServerSpec> specs() {
        return ServerSpec.each(ServerKind.JDK_HTTP).map(ServerSpec::withApi);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void validatesAsTheGateDoesAndLeavesTheCurrentUserAlone(ServerSpec spec, Servers servers) {
        String forOthers =
                servers.issuer().mint(TokenSpec.valid().subject("eve").audience("https://other.example"));
        String expired = servers.issuer().mint(TokenSpec.valid().subject("eve").expiresIn(Duration.ofHours(-1)));
        try (TestServer server = servers.start(spec);
                ToolCaller alice = ToolCaller.open(server, servers.token("alice"))) {
            assertThat(text(validate(alice, servers.token("bob")))).isEqualTo("bob");
            assertThat(alice.text("whoami")).isEqualTo("alice");

            assertThat(validate(alice, forOthers).toString())
                    .contains("audience")
                    .doesNotContain("eve", forOthers);
            assertThat(validate(alice, expired).toString()).contains("expired").doesNotContain("eve", expired);
            assertThat(validate(alice, "x.y.z").toString()).contains("Malformed token");
        }
    }

    private static JsonNode validate(ToolCaller caller, String token) {
        return caller.call("validate", Map.of("token", token));
    }

    private static String text(JsonNode answer) {
        return answer.path("result").path("content").path(0).path("text").asText();
    }
}
