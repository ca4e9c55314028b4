package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import io.mcpoauth2.agent.instrumentation.frameworks.lists.ListAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of the MCP Java SDK, whose {@code _meta} are maps. */
final class SdkLists {
    private SdkLists() {}

    /** A result as its caller is shown it; what is no list stays as it is. */
    static @Nullable Object asShown(@Nullable Object result) {
        return ListAnswer.asShown(result, SdkLists::with);
    }

    private static Object with(@Nullable Object known, String member, List<Map<String, Object>> value) {
        Map<Object, Object> meta = new LinkedHashMap<>();
        if (known instanceof Map<?, ?> map) {
            meta.putAll(map);
        }
        meta.put(member, value);
        return meta;
    }
}
