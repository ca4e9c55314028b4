package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.Verdict;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C5: who looks for an authorization server here is told that there is none, and nothing of the application runs. */
class DiscoveryFormsTest {
    private static final List<String> FORMS = List.of(
            "/.well-known/oauth-authorization-server",
            "/.well-known/oauth-authorization-server/mcp",
            "/mcp/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/.well-known/openid-configuration/mcp",
            "/mcp/.well-known/openid-configuration",
            "/mcp/.well-known/oauth-protected-resource");

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @DisplayName("C5")
    void formsAre404WithoutAToken(String method) {
        for (String form : FORMS) {
            Decision decision = admit(SampleSettings.DEFAULT, SampleRequest.of(method, form));
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.Answered.class,
                            answered -> assertThat(Replies.headers(answered.reply(), "WWW-Authenticate"))
                                    .isEmpty());
            assertThat(status(decision)).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/openid-configuration/",
                "/.well-known/openid-configuration/other",
                "/.well-known/openid-configurations",
                "/.well-known/jwks.json",
                "/.well-known/%6fpenid-configuration",
                "/other/.well-known/openid-configuration",
                "/mcp/x/.well-known/openid-configuration",
                "/mcp//.well-known/openid-configuration",
                "/MCP/.well-known/openid-configuration",
                "/.well-known/openid-configuration;x"
            })
    @DisplayName("C5 nothing but exactly these forms")
    void otherPathsAre401(String path) {
        assertThat(status(admit(SampleSettings.DEFAULT, SampleRequest.of("GET", path))))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
    @DisplayName("C5")
    void otherMethodsAre401(String method) {
        assertThat(status(admit(SampleSettings.DEFAULT, SampleRequest.of(method, FORMS.get(0)))))
                .isEqualTo(401);
    }

    @Test
    @DisplayName("C5 credentials are judged as elsewhere")
    void credentialsAreJudged() {
        assertThat(status(admit(
                        SampleSettings.DEFAULT,
                        SampleRequest.of("GET", FORMS.get(0)).bearer("bad"))))
                .isEqualTo(401);
        assertThat(status(admit(
                        SampleSettings.DEFAULT,
                        SampleRequest.of("GET", FORMS.get(0)).header("Authorization", "Bearer a,b"))))
                .isEqualTo(400);
    }

    @Test
    @DisplayName("C5 they reach the application where they are exempt, or nothing there is protected")
    void formsReachTheApplicationWhereTheyAreOpen() {
        assertThat(admit(SampleSettings.DEFAULT.exempt(FORMS.get(3)), SampleRequest.of("GET", FORMS.get(3))))
                .isInstanceOf(Decision.Unprotected.class);
        assertThat(status(admit(SampleSettings.DEFAULT.exempt(FORMS.get(3)), SampleRequest.of("GET", FORMS.get(0)))))
                .isEqualTo(404);
        SampleSettings mcpOnly = SampleSettings.DEFAULT.protectedRoutes("/mcp");
        assertThat(admit(mcpOnly, SampleRequest.of("GET", FORMS.get(3)))).isInstanceOf(Decision.Unprotected.class);
        assertThat(status(admit(mcpOnly, SampleRequest.of("GET", FORMS.get(5)))))
                .isEqualTo(404);
    }

    @Test
    @DisplayName("C5 for a resource at the root there are the root forms")
    void resourceAtTheRoot() {
        for (String resource : List.of("https://h", "https://h/")) {
            SampleSettings root = SampleSettings.DEFAULT.resource(resource);
            assertThat(status(admit(root, SampleRequest.of("GET", FORMS.get(3)))))
                    .isEqualTo(404);
            assertThat(status(admit(root, SampleRequest.of("GET", FORMS.get(4)))))
                    .isEqualTo(401);
        }
    }

    private static int status(Decision decision) {
        return ((Decision.Answered) decision).reply().status();
    }

    private static Decision admit(SampleSettings settings, SampleRequest request) {
        return TestGate.of(
                        settings.build(),
                        token -> new Verdict.Invalid(Reason.SIGNATURE, "Invalid signature", "x"),
                        new AgentLog(System.err, AgentLog.Level.ERROR))
                .admit(request);
    }
}
