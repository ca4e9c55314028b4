package io.mcpoauth2.agent.instrumentation.frameworks.lists;

import io.mcpoauth2.agent.door.ListView;
import io.mcpoauth2.agent.door.McpList;
import io.mcpoauth2.agent.door.McpLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists as the MCP SDKs for Java and Kotlin have them, whose classes have the same names in all versions: {@code
 * ListToolsResult} and its kin. None is changed, as an application may keep it for the next caller.
 */
public final class ListAnswer {
    private static final String SDK = "io.modelcontextprotocol.";
    private static final String META = "_meta";
    private static final String CACHE_SCOPE = "cacheScope";

    private static final Map<String, McpList> LISTS = Map.of(
            "ListToolsResult", McpList.TOOLS,
            "ListPromptsResult", McpList.PROMPTS,
            "ListResourcesResult", McpList.RESOURCES,
            "ListResourceTemplatesResult", McpList.TEMPLATES);

    /** Asked about the result of every request. */
    private static final ClassValue<Optional<McpList>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<McpList> computeValue(Class<?> type) {
            return type.getName().startsWith(SDK)
                    ? Optional.ofNullable(LISTS.get(type.getSimpleName()))
                    : Optional.empty();
        }
    };

    private ListAnswer() {}

    /** How a framework writes the {@code _meta} of a tool. */
    public interface Meta {
        /**
         * @param known what it holds; null for nothing
         * @return the same with one more member, or another value of it
         */
        Object with(@Nullable Object known, String member, List<Map<String, Object>> value);
    }

    /** A result as its caller is shown it; what is no list stays as it is. */
    public static @Nullable Object asShown(@Nullable Object result, Meta meta) {
        if (result == null) {
            return null;
        }
        Optional<McpList> list = KNOWN.get(result.getClass());
        return list.isEmpty() ? result : shown(result, list.get(), meta);
    }

    private static Object shown(Object answer, McpList list, Meta meta) {
        ListView view = McpLists.installed().view();
        ValueClass type = ValueClass.of(answer.getClass());
        boolean hasSchemes = list == McpList.TOOLS && view.hasSecuritySchemes();
        List<Object> shown = new ArrayList<>();
        if (type.get(answer, list.member()) instanceof List<?> elements) {
            for (Object element : elements) {
                @Nullable Object target = ValueClass.of(element.getClass()).get(element, list.key());
                if (view.shows(list, target)) {
                    shown.add(
                            hasSchemes && target instanceof String name
                                    ? withSchemes(element, view.securitySchemes(name), meta)
                                    : element);
                }
            }
        }
        Map<String, Object> changes = new HashMap<>();
        changes.put(list.member(), shown);
        @Nullable Class<?> cacheScope = type.typeOf(CACHE_SCOPE);
        if (view.isFiltered() && cacheScope != null) {
            changes.put(CACHE_SCOPE, privateOf(cacheScope));
        }
        return type.with(answer, changes);
    }

    private static Object privateOf(Class<?> cacheScope) {
        for (Object constant : cacheScope.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals("PRIVATE")) {
                return constant;
            }
        }
        throw new IllegalStateException("mcp-oauth2-agent: this version of the MCP SDK has no private lists");
    }

    /** Tools of these SDKs have no other member for it. Before 0.11, and 0.7.7 of Kotlin's, they have none at all. */
    private static Object withSchemes(Object tool, List<Map<String, Object>> schemes, Meta meta) {
        ValueClass type = ValueClass.of(tool.getClass());
        String name = type.typeOf(META) == null ? "meta" : META;
        return type.typeOf(name) == null
                ? tool
                : type.with(tool, Map.of(name, meta.with(type.get(tool, name), ListView.SECURITY_SCHEMES, schemes)));
    }
}
