package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestRoutes.assertStatus;
import static io.mcpoauth2.agent.gate.TestRoutes.assertUnprotected;

import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths a protected route covers. */
class ProtectedRoutesTest {
    private final SampleSettings settings = SampleSettings.DEFAULT;

    @Test
    void pathInsideOfTheProtectedRoutesNeedsAToken() {
        assertStatus(401, settings.protectedRoutes("/admin/*", "/mcp"), SampleRequest.post("/mcp"));
        assertStatus(401, settings.protectedRoutes("/admin/*", "/mcp"), SampleRequest.post("/admin/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/mcp/x",
                "/MCP",
                "/mCp/x",
                "/mcp.",
                "/mcp.json",
                "/mcp/..;/x",
                "/%6dcp",
                "/mcp;x"
            })
    @DisplayName("F4: a protected path covers all that a server may take for it")
    void protectedPathCoversWhatServersTakeForIt(String path) {
        for (String pattern : List.of("/mcp", "/mcp/", "/mcp/*", "/mcp*", "/MCP")) {
            assertStatus(401, settings.protectedRoutes(pattern), SampleRequest.post(path));
        }
    }

    @Test
    @DisplayName("F4: where a server routes by prefix, a protected path covers all that begins with it")
    void protectedPathCoversItsPrefixWhereServersRouteByIt() {
        for (String pattern : List.of("/mcp", "/mcp/", "/mcp/*")) {
            SampleSettings one = settings.protectedRoutes(pattern);
            assertUnprotected(one, SampleRequest.post("/mcpx"));
            assertStatus(401, one, SampleRequest.post("/mcpx").routedByPrefix());
            assertStatus(401, one, SampleRequest.post("/MCPx/y").routedByPrefix());
            assertUnprotected(one, SampleRequest.post("/mc").routedByPrefix());
        }
    }
}
