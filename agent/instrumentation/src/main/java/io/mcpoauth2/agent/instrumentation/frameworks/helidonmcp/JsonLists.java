package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonString;
import io.helidon.json.JsonValue;
import io.mcpoauth2.agent.door.ListView;
import io.mcpoauth2.agent.door.McpList;
import io.mcpoauth2.agent.door.McpLists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists in Helidon's JSON. */
final class JsonLists {
    private static final String META = "_meta";

    private JsonLists() {}

    /** A list as its caller is shown it. */
    static JsonObject asShown(JsonObject answer) {
        for (McpList list : McpList.ALL) {
            @Nullable JsonArray elements = answer.arrayValue(list.member()).orElse(null);
            if (elements != null) {
                return shown(answer, list, elements);
            }
        }
        throw new IllegalStateException("mcp-oauth2-agent: this version of Helidon MCP has lists of another form");
    }

    private static JsonObject shown(JsonObject answer, McpList list, JsonArray elements) {
        ListView view = McpLists.installed().view();
        List<JsonValue> shown = new ArrayList<>();
        for (JsonValue element : elements.values()) {
            JsonObject object = (JsonObject) element;
            @Nullable String target = object.stringValue(list.key()).orElse(null);
            if (view.shows(list, target)) {
                shown.add(
                        target != null && list == McpList.TOOLS && view.hasSecuritySchemes()
                                ? withSchemes(object, view.securitySchemes(target))
                                : object);
            }
        }
        return JsonObject.builder().from(answer).setValues(list.member(), shown).build();
    }

    private static JsonObject withSchemes(JsonObject tool, List<Map<String, Object>> schemes) {
        JsonValue json = json(schemes);
        JsonObject meta = tool.objectValue(META, JsonObject.empty());
        return JsonObject.builder()
                .from(tool)
                .set(ListView.SECURITY_SCHEMES, json)
                .set(
                        META,
                        JsonObject.builder()
                                .from(meta)
                                .set(ListView.SECURITY_SCHEMES, json)
                                .build())
                .build();
    }

    /** A scheme has texts, and lists of them. */
    private static JsonValue json(Object value) {
        if (value instanceof Map<?, ?> map) {
            JsonObject.Builder object = JsonObject.builder();
            map.forEach((key, member) -> object.set((String) key, json(member)));
            return object.build();
        }
        if (value instanceof Collection<?> values) {
            return JsonArray.create(values.stream().map(JsonLists::json).toList());
        }
        return JsonString.create((String) value);
    }
}
