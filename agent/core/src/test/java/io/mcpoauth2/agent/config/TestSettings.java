package io.mcpoauth2.agent.config;

import java.io.FileInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Settings of which a test names what matters to it; the rest are the defaults. Read by the code that reads real ones. */
public record TestSettings(Map<String, String> values) {
    public static TestSettings defaults() {
        return new TestSettings(Map.of())
                .with("issuer", "https://as.example")
                .with("audience", "https://mcp.example/mcp")
                .with("resource", "https://mcp.example/mcp")
                .with("allow_http", "true");
    }

    public TestSettings with(String key, String... elements) {
        Map<String, String> more = new HashMap<>(values);
        more.put(key, String.join(",", elements));
        return new TestSettings(Map.copyOf(more));
    }

    public TestSettings without(String key) {
        Map<String, String> less = new HashMap<>(values);
        less.remove(key);
        return new TestSettings(Map.copyOf(less));
    }

    public Settings build() {
        Properties properties = new Properties();
        values.forEach((key, value) -> properties.setProperty("oauth2." + key, value));
        SettingsResult result = new SettingsReader(null, Map.of(), properties, FileInputStream::new).read();
        return result.settings().orElseThrow(() -> new AssertionError(result.render()));
    }
}
