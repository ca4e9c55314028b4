package io.mcpoauth2.agent.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The strongest value of each key: agent argument, system property, environment variable, file, in this order.
 *
 * <p>Unknown names are errors where only we have a say (argument and file), and warnings in the two name spaces that
 * others may use too.
 */
final class Sources {
    private static final String FOREIGN =
            "is no setting of the agent and has no effect; docs/configuration.md lists them";

    private final Problems problems;
    private final Map<Key, Setting> strongest = new EnumMap<>(Key.class);

    private Sources(Problems problems) {
        this.problems = problems;
    }

    static Sources read(
            @Nullable String argument,
            Properties properties,
            Map<String, String> environment,
            SettingsReader.FileOpener files,
            Problems problems) {
        Sources sources = new Sources(problems);
        sources.addWeaker(AgentArgument.read(argument, problems));
        sources.addProperties(properties);
        sources.addEnvironment(environment);
        Setting file = sources.get(Key.CONFIG_FILE);
        if (file != null) {
            if (file.text().isBlank()) {
                problems.wrong(file, "is empty");
            } else {
                sources.addWeaker(ConfigFile.read(file, files, problems));
            }
        }
        return sources;
    }

    @Nullable
    Setting get(Key key) {
        return strongest.get(key);
    }

    private void addWeaker(Map<Key, Setting> settings) {
        for (Setting setting : settings.values()) {
            strongest.putIfAbsent(setting.key(), setting);
        }
    }

    private void addProperties(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (!name.startsWith(Key.PROPERTY_PREFIX)) {
                continue;
            }
            String source = "system property ".concat(name);
            Key key = Key.of(name.substring(Key.PROPERTY_PREFIX.length()));
            String value = properties.getProperty(name);
            if (key == null) {
                problems.warning(Problems.printable(name), "system property", FOREIGN);
            } else if (value != null) {
                strongest.putIfAbsent(key, new Setting(key, source, value));
            }
        }
    }

    private void addEnvironment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(Key.ENVIRONMENT_PREFIX)) {
                continue;
            }
            Key key = Key.ofEnvironment(name.substring(Key.ENVIRONMENT_PREFIX.length()));
            if (key == null) {
                problems.warning(Problems.printable(name), "environment variable", FOREIGN);
            } else {
                strongest.putIfAbsent(key, new Setting(key, "environment variable ".concat(name), variable.getValue()));
            }
        }
    }
}
