package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import io.mcpoauth2.agent.door.ListView;
import io.mcpoauth2.agent.door.McpList;
import io.mcpoauth2.agent.door.McpLists;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists in Vert.x' JSON. Runs on the event loop. */
final class JsonLists {
    private static final String META = "_meta";

    private JsonLists() {}

    /** A result as its caller is shown it; what is no list stays as it is. */
    static @Nullable Object asShown(@Nullable Object result) {
        if (result instanceof JsonObject object) {
            for (McpList list : McpList.ALL) {
                // Of other results none has an array of that name.
                if (object.getValue(list.member()) instanceof JsonArray elements) {
                    return shown(object, list, elements);
                }
            }
        }
        return result;
    }

    private static JsonObject shown(JsonObject result, McpList list, JsonArray elements) {
        ListView view = McpLists.installed().view();
        JsonArray shown = new JsonArray();
        for (int i = 0; i < elements.size(); i++) {
            JsonObject element = elements.getJsonObject(i);
            Object target = element.getValue(list.key());
            if (view.shows(list, target)) {
                boolean hasSchemes = list == McpList.TOOLS && view.hasSecuritySchemes() && target instanceof String;
                shown.add(hasSchemes ? withSchemes(element, view, (String) target) : element);
            }
        }
        JsonObject answer = copy(result).put(list.member(), shown);
        if (view.isFiltered() && answer.containsKey("cacheScope")) {
            answer.put("cacheScope", "private");
        }
        return answer;
    }

    private static JsonObject withSchemes(JsonObject tool, ListView view, String name) {
        JsonArray schemes = new JsonArray();
        for (Map<String, Object> scheme : view.securitySchemes(name)) {
            schemes.add(new JsonObject(scheme));
        }
        JsonObject meta = tool.getValue(META) instanceof JsonObject known ? copy(known) : new JsonObject();
        return copy(tool)
                .put(ListView.SECURITY_SCHEMES, schemes)
                .put(META, meta.put(ListView.SECURITY_SCHEMES, schemes));
    }

    /** The framework may keep its own for the next caller. */
    private static JsonObject copy(JsonObject object) {
        return new JsonObject(new LinkedHashMap<>(object.getMap()));
    }
}
