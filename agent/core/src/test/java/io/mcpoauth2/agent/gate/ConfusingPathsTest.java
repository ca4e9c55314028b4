package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestRoutes.assertStatus;
import static io.mcpoauth2.agent.gate.TestRoutes.assertUnprotected;

import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row I1: a path that is not plain is never exempt, and is protected wherever anything is. */
class ConfusingPathsTest {
    private final SampleSettings settings = SampleSettings.DEFAULT;

    /** Spellings by which a server might be led to the MCP endpoint, or that it might not route as they are written. */
    static Stream<String> confusingPaths() {
        return Stream.of(
                "//mcp",
                "/./mcp",
                "/health/..;/mcp",
                "/health/../mcp",
                "/health/%2e%2e/mcp",
                "/health/.%2e/mcp",
                "/health/..%2fmcp",
                "/health/%2e%2e%2fmcp",
                "/health/..%5cmcp",
                "/health/..\\mcp",
                "/health/;/../mcp",
                "/health;/../mcp",
                "/health/;x/mcp",
                "/health//mcp",
                "/health/./mcp",
                "/health/mcp%00",
                "/health/mcp\u0000",
                "/health/..%252fmcp",
                "/health/%u002e%u002e/mcp",
                "/health/.;/mcp",
                "/health/\uFF0E\uFF0E/mcp",
                "/health/..\u00A0/mcp",
                "/mcp;x=.css",
                "/%6dcp",
                "/mcp%2f",
                "/%2e%2e/mcp",
                "\\mcp",
                "/mcp%00",
                "mcp",
                "",
                "*",
                "http://h/health/x",
                "/health/x?y",
                "/health/x#y",
                "/health/x y");
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    @DisplayName("I1: a path that is not plain is never exempt")
    void confusingPathIsNeverExempt(String path) {
        for (SampleSettings exempt : List.of(settings.exempt("/health/*"), settings.exempt("/*", "*", path))) {
            assertStatus(401, exempt, SampleRequest.post(path));
        }
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    @DisplayName("I1: a path that is not plain lies inside whatever is protected")
    void confusingPathIsProtectedWhereAnythingIs(String path) {
        assertStatus(401, settings.protectedRoutes("/mcp"), SampleRequest.post(path));
        assertStatus(401, settings.protectedRoutes("/admin/*"), SampleRequest.post(path));
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    void withoutProtectedRoutesAnyPathPassesWithoutIdentity(String path) {
        assertUnprotected(settings.nothingProtected(), SampleRequest.post(path));
    }
}
