package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.RoutePatterns;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of which a test names what matters to it; the rest are the defaults of docs/configuration.md. */
record TestSettings(
        List<String> issuers,
        Set<String> audiences,
        Optional<String> clientId,
        List<String> rolesClaims,
        Set<String> algorithms,
        Set<String> tokenTypes) {
    static final Duration SKEW = Duration.ofSeconds(60);
    static final int MAX_TOKEN_SIZE = 16384;

    static TestSettings defaults() {
        return new TestSettings(
                List.of("https://as.example"),
                Set.of("https://mcp.example/mcp"),
                Optional.empty(),
                List.of("roles", "realm_access.roles"),
                Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"),
                Set.of("at+jwt", "jwt", "none"));
    }

    TestSettings issuers(String... values) {
        return new TestSettings(List.of(values), audiences, clientId, rolesClaims, algorithms, tokenTypes);
    }

    TestSettings audiences(String... values) {
        return new TestSettings(issuers, Set.of(values), clientId, rolesClaims, algorithms, tokenTypes);
    }

    TestSettings clientId(String value) {
        return new TestSettings(issuers, audiences, Optional.of(value), rolesClaims, algorithms, tokenTypes);
    }

    TestSettings rolesClaims(String... values) {
        return new TestSettings(issuers, audiences, clientId, List.of(values), algorithms, tokenTypes);
    }

    TestSettings algorithms(String... values) {
        return new TestSettings(issuers, audiences, clientId, rolesClaims, Set.of(values), tokenTypes);
    }

    TestSettings tokenTypes(String... values) {
        return new TestSettings(issuers, audiences, clientId, rolesClaims, algorithms, Set.of(values));
    }

    Settings build() {
        return new Settings(
                issuers,
                audiences,
                clientId,
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofSeconds(10),
                RoutePatterns.NONE,
                RoutePatterns.ALL,
                URI.create("https://mcp.example/mcp"),
                List.of(),
                List.of(),
                rolesClaims,
                Settings.Mode.ENFORCE,
                algorithms,
                SKEW,
                tokenTypes,
                10_000,
                MAX_TOKEN_SIZE,
                Duration.ofSeconds(5),
                true,
                true,
                AgentLog.Level.INFO,
                true);
    }
}
