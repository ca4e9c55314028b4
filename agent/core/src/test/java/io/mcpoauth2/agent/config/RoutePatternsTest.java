package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutePatternsTest {
    private final RoutePatterns patterns = new RoutePatterns(List.of("/health", "/public/*", "/static*"));

    @Test
    void exactPatternFitsItsPathOnly() {
        assertThat(patterns.contains("/health")).isTrue();
        assertThat(patterns.contains("/health/")).isFalse();
        assertThat(patterns.contains("/healthz")).isFalse();
        assertThat(patterns.contains("/Health")).isFalse();
        assertThat(patterns.contains("/x/health")).isFalse();
    }

    @Test
    void starFitsEveryEnding() {
        assertThat(patterns.contains("/public/")).isTrue();
        assertThat(patterns.contains("/public/a/b")).isTrue();
        assertThat(patterns.contains("/public")).isFalse();
        assertThat(patterns.contains("/static")).isTrue();
        assertThat(patterns.contains("/statics")).isTrue();
        assertThat(patterns.contains("/stati")).isFalse();
    }

    @Test
    void noneContainsNothingAndAllEverything() {
        assertThat(RoutePatterns.NONE.isEmpty()).isTrue();
        assertThat(RoutePatterns.NONE.contains("/")).isFalse();
        assertThat(RoutePatterns.ALL.isEmpty()).isFalse();
        assertThat(RoutePatterns.ALL.contains("/")).isTrue();
        assertThat(RoutePatterns.ALL.contains("/mcp")).isTrue();
    }

    @Test
    void patternsCannotBeChanged() {
        assertThatThrownBy(() -> patterns.patterns().add("/x")).isInstanceOf(UnsupportedOperationException.class);
    }
}
