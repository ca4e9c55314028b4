package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutePatternsTest {
    private static final int UNKNOWN = 0;

    private final RoutePatterns exempt = of("/health", "/public/*", "/static*");

    @Test
    void exactPatternSurelyFitsItsPathOnly() {
        assertThat(exempt.surelyContain("/health", 80)).isTrue();
        assertThat(exempt.surelyContain("/health/", 80)).isFalse();
        assertThat(exempt.surelyContain("/healthz", 80)).isFalse();
        assertThat(exempt.surelyContain("/Health", 80)).isFalse();
        assertThat(exempt.surelyContain("/health.", 80)).isFalse();
        assertThat(exempt.surelyContain("/x/health", 80)).isFalse();
    }

    @Test
    void starSurelyFitsEveryEnding() {
        assertThat(exempt.surelyContain("/public/", 80)).isTrue();
        assertThat(exempt.surelyContain("/public/a/b", 80)).isTrue();
        assertThat(exempt.surelyContain("/public", 80)).isFalse();
        assertThat(exempt.surelyContain("/PUBLIC/a", 80)).isFalse();
        assertThat(exempt.surelyContain("/static", 80)).isTrue();
        assertThat(exempt.surelyContain("/statics", 80)).isTrue();
        assertThat(exempt.surelyContain("/stati", 80)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/mcp/", "/mcp/*"})
    @DisplayName("F4: what a server may lead to /mcp may be meant by it")
    void protectedPathMayFitAllThatServersTakeForIt(String pattern) {
        for (String path : List.of("/mcp", "/mcp/", "/mcp/x", "/mcp/x/y", "/MCP", "/Mcp/X", "/mcp.", "/mcp.json")) {
            assertThat(of(pattern).mayContain(path, 80, false)).as(path).isTrue();
            assertThat(of(pattern).mayContain(path, 80, true)).as(path).isTrue();
        }
        for (String path : List.of("/", "/mc", "/mcpx", "/mcp-docs", "/x/mcp", "/api/x")) {
            assertThat(of(pattern).mayContain(path, 80, false)).as(path).isFalse();
        }
        assertThat(of(pattern).mayContain("/mcpx", 80, true)).isTrue();
        assertThat(of(pattern).mayContain("/MCPX", 80, true)).isTrue();
        assertThat(of(pattern).mayContain("/mc", 80, true)).isFalse();
    }

    @Test
    void starBehindALetterMayFitEveryEnding() {
        for (String path : List.of("/mcp", "/mcp/", "/mcpx", "/MCPx/y")) {
            assertThat(of("/mcp*").mayContain(path, 80, false)).as(path).isTrue();
        }
        assertThat(of("/mcp*").mayContain("/mc", 80, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/*"})
    void rootMayFitAllPaths(String pattern) {
        for (String path : List.of("/", "/mcp", "/a/b")) {
            assertThat(of(pattern).mayContain(path, 80, false)).as(path).isTrue();
        }
    }

    @Test
    void patternOfAPortSurelyFitsThatPortAlone() {
        RoutePatterns patterns = of(":9404/*", ":9405/health");
        assertThat(patterns.namePorts()).isTrue();
        assertThat(patterns.surelyContain("/metrics", 9404)).isTrue();
        assertThat(patterns.surelyContain("/metrics", 9405)).isFalse();
        assertThat(patterns.surelyContain("/health", 9405)).isTrue();
        assertThat(patterns.surelyContain("/health", 8080)).isFalse();
        assertThat(patterns.surelyContain("/health", UNKNOWN)).isFalse();
    }

    @Test
    void patternOfAPortMayFitARequestWhosePortIsUnknown() {
        RoutePatterns patterns = of(":9404/mcp");
        assertThat(patterns.mayContain("/mcp/x", 9404, false)).isTrue();
        assertThat(patterns.mayContain("/mcp/x", 8080, false)).isFalse();
        assertThat(patterns.mayContain("/mcp/x", UNKNOWN, false)).isTrue();
        assertThat(patterns.mayContain("/x", UNKNOWN, false)).isFalse();
    }

    @Test
    void noneContainsNothingAndAllEverything() {
        assertThat(RoutePatterns.NONE.isEmpty()).isTrue();
        assertThat(RoutePatterns.NONE.namePorts()).isFalse();
        assertThat(RoutePatterns.NONE.surelyContain("/", 80)).isFalse();
        assertThat(RoutePatterns.NONE.mayContain("/", 80, true)).isFalse();
        assertThat(RoutePatterns.ALL.isEmpty()).isFalse();
        assertThat(RoutePatterns.ALL.namePorts()).isFalse();
        assertThat(RoutePatterns.ALL.mayContain("/", 80, false)).isTrue();
        assertThat(RoutePatterns.ALL.mayContain("/mcp", UNKNOWN, false)).isTrue();
    }

    @Test
    void patternsCannotBeChanged() {
        assertThatThrownBy(() -> exempt.patterns().add(RoutePattern.of("/x")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static RoutePatterns of(String... texts) {
        return RoutePatterns.of(List.of(texts));
    }
}
