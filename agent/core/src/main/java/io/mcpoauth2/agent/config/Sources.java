package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.text.Alphabet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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

    private static final Alphabet VARIABLE =
            Alphabet.UPPER_CASE.and(Alphabet.DIGITS).and("_");

    private static final int MAX_PREFIX = 64;

    private final Problems problems;
    private final String section;
    private final Map<Key, Setting> strongest = new EnumMap<>(Key.class);
    private final List<Sources> sections = new ArrayList<>();
    private List<RuleText> rules = List.of();
    private final List<Sources> resources = new ArrayList<>();

    private Sources(Problems problems, String section) {
        this.problems = problems;
        this.section = section;
    }

    static Sources read(
            @Nullable String argument,
            Properties properties,
            Map<String, String> environment,
            SettingsReader.FileOpener files,
            Problems problems) {
        Sources sources = new Sources(problems, "");
        sources.addWeaker(AgentArgument.read(argument, problems));
        sources.addProperties(properties);
        String prefix = sources.environmentPrefix();
        if (prefix != null) {
            problems.nameVariablesBy(prefix);
            sources.addEnvironment(environment, prefix);
        }
        sources.requireReadable();
        Setting file = sources.get(Key.CONFIG_FILE);
        if (file != null) {
            if (file.text().isBlank()) {
                problems.wrong(file, "is empty");
            } else {
                sources.addFile(ConfigFile.read(file, files, problems));
            }
        }
        return sources;
    }

    /** What variables begin with; null, with an error, if it is wrong: then none is read, as any may be another program's. */
    private @Nullable String environmentPrefix() {
        Setting given = get(Key.ENV_PREFIX);
        if (given == null) {
            return Key.ENV_PREFIX.byDefault();
        }
        String prefix = given.text().strip();
        boolean right = prefix.length() > 1 && prefix.length() <= MAX_PREFIX && prefix.endsWith("_");
        if (!right || !Alphabet.UPPER_CASE.contains(prefix.charAt(0)) || !VARIABLE.containsAll(prefix)) {
            problems.wrong(given, "is no prefix of environment variables");
            return null;
        }
        return prefix;
    }

    /** Each setting that is given and where, in the order of the documentation, without any value. */
    List<String> given() {
        List<String> given = new ArrayList<>();
        for (Setting setting : strongest.values()) {
            given.add(setting.key().text() + " (" + setting.shortSource() + ")");
        }
        for (Sources own : allSections()) {
            for (Setting setting : own.strongest.values()) {
                if (!setting.equals(strongest.get(setting.key()))) {
                    given.add(setting.key().text() + " (" + setting.shortSource() + ")");
                }
            }
        }
        return List.copyOf(given);
    }

    /** All settings in the order of the documentation, those of sections behind them. */
    List<ShownSetting> shown() {
        List<ShownSetting> shown = new ArrayList<>();
        for (Key key : Key.values()) {
            Setting given = strongest.get(key);
            shown.add(
                    given == null
                            ? new ShownSetting(section, key.text(), key.byDefault(), "default")
                            : shown(given, section));
        }
        for (Sources own : allSections()) {
            for (Setting setting : own.strongest.values()) {
                if (!setting.equals(strongest.get(setting.key()))) {
                    shown.add(shown(setting, own.section));
                }
            }
        }
        return List.copyOf(shown);
    }

    private static ShownSetting shown(Setting given, String section) {
        String value = given.elements() == null ? given.text() : String.join(",", given.elements());
        return new ShownSetting(
                section, given.key().text(), given.key().isSecret() ? "(secret)" : value, given.shortSource());
    }

    /** A JVM in a plain locale reads what is beyond ASCII as U+FFFD: a secret would be another one. */
    private void requireReadable() {
        for (Setting setting : strongest.values()) {
            if (setting.text().indexOf('\uFFFD') >= 0) {
                problems.wrong(
                        setting,
                        "has characters that this JVM's locale cannot read: set LC_ALL to a locale of UTF-8, or use the"
                                + " configuration file");
            }
        }
    }

    /** What applies to each issuer that has a section of its own; empty if none has. */
    List<Sources> sections() {
        return sections;
    }

    /** The file's rules about MCP operations. */
    List<RuleText> rules() {
        return rules;
    }

    /** What applies to each resource that has a section of its own; empty if none has. */
    List<Sources> resources() {
        return resources;
    }

    private List<Sources> allSections() {
        List<Sources> all = new ArrayList<>(sections);
        all.addAll(resources);
        return all;
    }

    /** Where this section stands; empty outside of one. */
    String section() {
        return section;
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

    private void addFile(ConfigFile.Content file) {
        addWeaker(file.settings());
        rules = file.rules();
        for (ConfigFile.Section read : file.resources()) {
            Sources own = new Sources(problems, read.source());
            for (Key key : ResourcesReader.INHERITED) {
                Setting outside = strongest.get(key);
                if (outside != null) {
                    own.strongest.put(key, outside);
                }
            }
            own.strongest.putAll(read.settings());
            resources.add(own);
        }
        for (ConfigFile.Section read : file.issuers()) {
            Sources own = new Sources(problems, read.source());
            for (Setting setting : strongest.values()) {
                if (setting.key().reach() == Key.Reach.ONE_ISSUER) {
                    problems.wrong(setting, "is given beside sections for issuers, and belongs into one of them");
                } else {
                    own.strongest.put(setting.key(), setting);
                }
            }
            // A value in an issuer's section overrides the global one, even from a stronger source.
            own.strongest.putAll(read.settings());
            sections.add(own);
        }
    }

    private void addProperties(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (!name.startsWith(Key.PROPERTY_PREFIX)) {
                continue;
            }
            String source = Setting.PROPERTY.concat(name);
            Key key = Key.of(name.substring(Key.PROPERTY_PREFIX.length()));
            String value = properties.getProperty(name);
            if (key == null) {
                problems.warning(Problems.printable(name), "system property", FOREIGN);
            } else if (value != null) {
                strongest.putIfAbsent(key, new Setting(key, source, value));
            }
        }
    }

    private void addEnvironment(Map<String, String> environment, String prefix) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(prefix)) {
                continue;
            }
            Key key = Key.ofEnvironment(name.substring(prefix.length()));
            if (key == null) {
                problems.warning(Problems.printable(name), "environment variable", FOREIGN);
            } else if (key == Key.ENV_PREFIX) {
                problems.error(
                        key.text(),
                        Setting.VARIABLE.concat(name),
                        "cannot stand in the environment itself; right would be: the agent argument or a system property");
            } else {
                strongest.putIfAbsent(key, new Setting(key, Setting.VARIABLE.concat(name), variable.getValue()));
            }
        }
    }
}
