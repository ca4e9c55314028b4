package io.mcpoauth2.agent.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the file's array of rules about MCP operations. */
final class RulesSection {
    static final String NAME = "rules";
    private static final int MOST = 20_000;
    private static final String WRONG =
            "is not an array of objects; right would be: [{\"method\": \"tools/call\", \"name\": …, \"scopes\": …}, …]";

    private final String source;
    private final Problems problems;
    private final List<RuleText> rules = new ArrayList<>();

    /**
     * @param source of the file, for messages
     */
    RulesSection(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    List<RuleText> rules() {
        return List.copyOf(rules);
    }

    /** Reads the value that the parser stands on. */
    void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            problems.error(NAME, source, WRONG);
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT && rules.size() < MOST) {
                readRule(parser);
            } else {
                problems.error(NAME, source, rules.size() < MOST ? WRONG : "has more than " + MOST + " rules");
                parser.skipChildren();
            }
        }
    }

    private void readRule(JsonParser parser) throws IOException {
        String place = source + ", " + NAME + "[" + rules.size() + "]";
        Map<String, List<String>> lists = new HashMap<>();
        Set<String> flags = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (RuleText.FLAGS.contains(name) && value.isBoolean()) {
                if (value == JsonToken.VALUE_TRUE) {
                    flags.add(name);
                }
            } else if (RuleText.LISTS.contains(name) && value == JsonToken.VALUE_STRING) {
                lists.put(name, List.of(parser.getText()));
            } else if (RuleText.LISTS.contains(name) && value == JsonToken.START_ARRAY) {
                lists.put(name, readStrings(name, place, parser));
            } else {
                problems.error(
                        Problems.printable(name),
                        place,
                        RuleText.LISTS.contains(name) || RuleText.FLAGS.contains(name)
                                ? "is a JSON value of the wrong kind"
                                : "is no member of a rule; docs/authorization.md lists them");
                parser.skipChildren();
            }
        }
        rules.add(new RuleText(place, lists, flags));
    }

    /** The strings of the array that has begun, which must not be empty: a rule that needs one of none is a slip. */
    private List<String> readStrings(String name, String place, JsonParser parser) throws IOException {
        StringArray array = StringArray.read(parser);
        if (!array.pure() || array.strings().isEmpty()) {
            problems.error(name, place, "is an array with something else than strings, or with none");
        }
        return array.strings();
    }
}
