package io.mcpoauth2.agent.mcp;

import io.mcpoauth2.agent.config.RoutePatterns;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of which a test names what it is about. */
public record SampleSettings(
        String resource,
        List<String> issuers,
        List<String> scopes,
        RoutePatterns exempt,
        RoutePatterns protectedRoutes) {
    public static final SampleSettings DEFAULT = new SampleSettings(
            "https://mcp.example.com/mcp",
            List.of("https://as.example.com/"),
            List.of(),
            RoutePatterns.NONE,
            RoutePatterns.ALL);

    public SampleSettings resource(String value) {
        return new SampleSettings(value, issuers, scopes, exempt, protectedRoutes);
    }

    public SampleSettings issuers(String... values) {
        return new SampleSettings(resource, List.of(values), scopes, exempt, protectedRoutes);
    }

    public SampleSettings scopes(String... values) {
        return new SampleSettings(resource, issuers, List.of(values), exempt, protectedRoutes);
    }

    public SampleSettings exempt(String... patterns) {
        return new SampleSettings(resource, issuers, scopes, new RoutePatterns(List.of(patterns)), protectedRoutes);
    }

    public SampleSettings protectedRoutes(String... patterns) {
        return new SampleSettings(resource, issuers, scopes, exempt, new RoutePatterns(List.of(patterns)));
    }

    public SampleSettings nothingProtected() {
        return new SampleSettings(resource, issuers, scopes, exempt, RoutePatterns.NONE);
    }

    public Settings build() {
        return new Settings(
                issuers,
                Set.of(resource),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofSeconds(10),
                exempt,
                protectedRoutes,
                URI.create(resource),
                scopes,
                List.of(),
                List.of("roles"),
                Settings.Mode.ENFORCE,
                Set.of("RS256"),
                Duration.ofMinutes(1),
                Set.of("at+jwt"),
                10_000,
                16_384,
                Duration.ofSeconds(5),
                true,
                false,
                AgentLog.Level.INFO,
                true);
    }
}
