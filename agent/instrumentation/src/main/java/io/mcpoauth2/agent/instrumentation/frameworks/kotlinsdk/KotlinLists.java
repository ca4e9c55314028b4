package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import io.mcpoauth2.agent.instrumentation.frameworks.lists.ListAnswer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Lists of the MCP Kotlin SDK, whose {@code _meta} are JSON. */
final class KotlinLists {
    private KotlinLists() {}

    /** A result as its caller is shown it; what is no list stays as it is. */
    static @Nullable Object asShown(@Nullable Object result) {
        return ListAnswer.asShown(result, KotlinLists::with);
    }

    private static Object with(@Nullable Object known, String member, List<Map<String, Object>> value) {
        Map<String, JsonElement> meta = new LinkedHashMap<>();
        if (known instanceof JsonObject object) {
            meta.putAll(object);
        }
        meta.put(member, json(value));
        return new JsonObject(meta);
    }

    /** A scheme has texts, and lists of them. */
    private static JsonElement json(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, JsonElement> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put((String) key, json(member)));
            return new JsonObject(members);
        }
        return value instanceof Collection<?> values
                ? new JsonArray(values.stream().map(KotlinLists::json).toList())
                : JsonElementKt.JsonPrimitive((String) value);
    }
}
