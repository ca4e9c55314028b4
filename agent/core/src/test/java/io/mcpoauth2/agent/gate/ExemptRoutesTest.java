package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestRoutes.admit;
import static io.mcpoauth2.agent.gate.TestRoutes.assertStatus;
import static io.mcpoauth2.agent.gate.TestRoutes.assertUnprotected;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exempt routes pass without identity, and no plain path beside them does. */
class ExemptRoutesTest {
    private final SampleSettings settings = SampleSettings.DEFAULT;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/MCP",
                "/Health/x",
                "/health",
                "/healthy/x",
                "/static/mcp",
                "/.well-known/x/mcp"
            })
    @DisplayName("I1: a plain path outside of the exempt routes is protected")
    void plainPathOutsideOfExemptRoutesIsProtected(String path) {
        assertStatus(401, settings.exempt("/health/*"), SampleRequest.post(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource/health/mcp"})
    @DisplayName("I1: below the metadata path nothing is exempt, as the agent answers itself")
    void metadataPathIsNeverExempt(String path) {
        assertThat(admit(settings.exempt("/*"), SampleRequest.post(path))).isInstanceOf(Decision.Answered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/", "/health/live", "/health/a/b.txt"})
    void exemptRoutePassesWithoutIdentity(String path) {
        SampleRequest request = SampleRequest.of("GET", path);

        assertUnprotected(settings.exempt("/health/*"), request);
        assertThat(request.namesRead()).isEmpty();
    }

    @Test
    void exemptRouteDoesNotLookAtCredentials() {
        assertUnprotected(
                settings.exempt("/*"), SampleRequest.post("/mcp").bearer("bad").bearer("bad"));
        assertUnprotected(
                settings.exempt("/*"), SampleRequest.post("/mcp").bearer("good").query("access_token=x"));
    }

    @Test
    void exemptRouteWinsOverProtectedRoute() {
        assertUnprotected(settings.exempt("/mcp/health").protectedRoutes("/mcp/*"), SampleRequest.post("/mcp/health"));
    }
}
