package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The four sources of a test. */
final class Given {
    static final String FILE = "/etc/agent.json";

    private @Nullable String argument;
    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();
    private final Map<String, byte[]> files = new HashMap<>();

    /** Nothing but what is required. */
    static Given minimum() {
        return new Given()
                .environment("OAUTH2_ISSUER", "https://issuer.example")
                .environment("OAUTH2_AUDIENCE", "https://server.example/mcp");
    }

    static Given nothing() {
        return new Given();
    }

    Given argument(String text) {
        argument = text;
        return this;
    }

    Given environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Given property(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    Given file(String json) {
        return file(json.getBytes(StandardCharsets.UTF_8));
    }

    Given file(byte[] content) {
        return file(FILE, content).environment("OAUTH2_CONFIG_FILE", FILE);
    }

    /** Any other file. */
    Given file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Given file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    SettingsResult read() {
        return new SettingsReader(argument, environment, properties, path -> {
                    byte[] content = files.get(path);
                    if (content == null) {
                        throw new FileNotFoundException(path);
                    }
                    return new ByteArrayInputStream(content);
                })
                .read();
    }

    /** The settings; fails with the errors if there are any. */
    Settings settings() {
        SettingsResult result = read();
        return result.settings().orElseThrow(() -> new AssertionError(result.render()));
    }

    /** The one error, whose key is {@code key}. */
    static Problem onlyError(SettingsResult result, String key) {
        assertThat(result.settings()).isEmpty();
        assertThat(result.errors()).hasSize(1);
        assertThat(result.errors().get(0).key()).isEqualTo(key);
        return result.errors().get(0);
    }
}
