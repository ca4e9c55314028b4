package io.mcpoauth2.agent.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON file of settings: one object, whose members are keys, and perhaps a section for each issuer and each resource.
 *
 * <p>The only class here that touches Jackson, with {@link RulesSection} and {@link StringArray}, which it makes: it must not be
 * loaded unless a file is configured.
 */
final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 16;
    private static final String ISSUERS = "issuers";
    private static final String RESOURCES = "resources";
    private static final Content NOTHING = new Content(Map.of(), List.of(), List.of(), List.of());

    private final String source;
    private final Problems problems;
    private final List<Section> issuers = new ArrayList<>();
    private final List<Section> resources = new ArrayList<>();
    private final RulesSection rules;

    private ConfigFile(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.rules = new RulesSection(source, problems);
    }

    /** What the file holds. */
    record Content(Map<Key, Setting> settings, List<Section> issuers, List<Section> resources, List<RuleText> rules) {}

    /**
     * What is set for one issuer or one resource.
     *
     * @param source where it stands, for messages
     */
    record Section(String source, Map<Key, Setting> settings) {}

    /**
     * @param named the setting that names the file
     */
    static Content read(Setting named, SettingsReader.FileOpener files, Problems problems) {
        String path = named.text().strip();
        byte[] json;
        try (InputStream in = files.open(path)) {
            json = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            problems.wrong(named, "names a file that cannot be read (" + path + ")");
            return NOTHING;
        }
        if (json.length > MAX_BYTES) {
            problems.wrong(named, "names a file that is too large (" + path + ")");
            return NOTHING;
        }
        ConfigFile file = new ConfigFile("file " + path, problems);
        return new Content(file.read(named, json), file.issuers, file.resources, file.rules.rules());
    }

    private Map<Key, Setting> read(Setting named, byte[] json) {
        Map<Key, Setting> settings = new EnumMap<>(Key.class);
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
        try (JsonParser parser = factory.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                problems.error(named.key().text(), source, "is not a JSON object; right would be: {\"issuer\": …}");
                return settings;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(ISSUERS)) {
                    readSections(parser, name, issuers);
                } else if (name.equals(RESOURCES)) {
                    readSections(parser, name, resources);
                } else if (name.equals(RulesSection.NAME)) {
                    rules.read(parser);
                } else {
                    readMember(name, source, parser, settings);
                }
            }
            if (parser.nextToken() != null) {
                problems.error(named.key().text(), source, "goes on behind its JSON object");
            }
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text around the fault; some faults have no place.
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            problems.error(named.key().text(), source, "is not JSON, has a key twice, or is nested too deeply" + place);
        } catch (IOException e) {
            problems.error(named.key().text(), source, "is not UTF-8 text");
        }
        return settings;
    }

    private void readSections(JsonParser parser, String name, List<Section> sections) throws IOException {
        String fault = "is not an array of at least one object; right would be: [{\""
                + name.substring(0, name.length() - 1) + "\": …}, …]";
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            problems.error(name, source, fault);
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                sections.add(readSection(parser, name, sections.size()));
            } else {
                problems.error(name, source, fault);
                parser.skipChildren();
            }
        }
        if (sections.isEmpty()) {
            problems.error(name, source, fault);
        }
    }

    private Section readSection(JsonParser parser, String sections, int number) throws IOException {
        Section section = new Section(source + ", " + sections + "[" + number + "]", new EnumMap<>(Key.class));
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Key key = Key.of(name);
            if (key != null && !mayDiffer(key, sections)) {
                problems.error(
                        name,
                        section.source(),
                        sections.equals(ISSUERS)
                                ? "cannot differ from issuer to issuer"
                                : "cannot differ from resource to resource");
                parser.skipChildren();
            } else {
                readMember(name, section.source(), parser, section.settings());
            }
        }
        return section;
    }

    private static boolean mayDiffer(Key key, String sections) {
        return sections.equals(ISSUERS) ? key.reach() != Key.Reach.WHOLE_AGENT : ResourcesReader.KEYS.contains(key);
    }

    private void readMember(String name, String source, JsonParser parser, Map<Key, Setting> settings)
            throws IOException {
        Key key = Key.of(name);
        if (key == null) {
            problems.unknown(name, source);
            parser.skipChildren();
        } else if (key == Key.CONFIG_FILE || key == Key.ENV_PREFIX) {
            problems.error(
                    name,
                    source,
                    key == Key.CONFIG_FILE
                            ? "cannot stand in the file itself"
                            : "cannot stand in a file; right would be: the agent argument or a system property");
            parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_ARRAY && key.isList()) {
            StringArray elements = StringArray.read(parser);
            if (elements.pure()) {
                settings.put(key, new Setting(key, source, "", elements.strings()));
            } else {
                problems.wrong(new Setting(key, source, ""), "is an array with something else than strings");
            }
        } else if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
            settings.put(key, new Setting(key, source, parser.getText()));
        } else {
            problems.wrong(new Setting(key, source, ""), "is a JSON value of the wrong kind");
            parser.skipChildren();
        }
    }
}
