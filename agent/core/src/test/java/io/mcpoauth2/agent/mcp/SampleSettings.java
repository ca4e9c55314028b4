package io.mcpoauth2.agent.mcp;

import io.mcpoauth2.agent.config.RoutePatterns;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestSettings;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** Settings of a gate; resource and routes may be such as no configuration would let through. */
public record SampleSettings(
        TestSettings texts, URI address, RoutePatterns exempt, RoutePatterns protectedRoutes, Settings.Mode mode) {
    public SampleSettings(TestSettings texts, URI address, RoutePatterns exempt, RoutePatterns protectedRoutes) {
        this(texts, address, exempt, protectedRoutes, Settings.Mode.ENFORCE);
    }

    public static final SampleSettings DEFAULT = new SampleSettings(
            TestSettings.defaults().with("issuer", "https://as.example.com/").with("audience", "api://mcp"),
            URI.create("https://mcp.example.com/mcp"),
            RoutePatterns.NONE,
            RoutePatterns.ALL);

    public SampleSettings with(String key, String... elements) {
        return new SampleSettings(texts.with(key, elements), address, exempt, protectedRoutes);
    }

    public SampleSettings resource(String value) {
        return new SampleSettings(texts, URI.create(value), exempt, protectedRoutes);
    }

    public SampleSettings issuers(String... values) {
        return with("issuer", values);
    }

    public SampleSettings scopes(String... values) {
        return with("scopes", values);
    }

    public SampleSettings exempt(String... patterns) {
        return new SampleSettings(texts, address, RoutePatterns.of(List.of(patterns)), protectedRoutes);
    }

    public SampleSettings protectedRoutes(String... patterns) {
        return new SampleSettings(texts, address, exempt, RoutePatterns.of(List.of(patterns)));
    }

    /** Refuses nothing. */
    public SampleSettings report() {
        return new SampleSettings(texts, address, exempt, protectedRoutes, Settings.Mode.REPORT);
    }

    public SampleSettings nothingProtected() {
        return new SampleSettings(texts, address, exempt, RoutePatterns.NONE);
    }

    public Settings build() {
        Settings settings = with(with(texts.build(), "resource", address), "mode", mode);
        return with(with(settings, "exemptRoutes", exempt), "protectedRoutes", protectedRoutes);
    }

    private static Settings with(Settings settings, String component, Object value) {
        try {
            RecordComponent[] components = Settings.class.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = components[i].getName().equals(component)
                        ? value
                        : components[i].getAccessor().invoke(settings);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return Settings.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
