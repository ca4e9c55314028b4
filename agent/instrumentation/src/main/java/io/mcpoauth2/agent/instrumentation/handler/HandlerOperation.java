package io.mcpoauth2.agent.instrumentation.handler;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How clients call a handler, as its framework's annotation says.
 *
 * @param method of JSON-RPC; empty where it is not known
 * @param target the name or URI by which the handler is called; empty where it is not known
 */
record HandlerOperation(String method, String target) {
    static final HandlerOperation UNKNOWN = new HandlerOperation("", "");

    /** The simple names of annotations, the same in all frameworks that {@link Presets} knows. */
    private static final Map<String, String> METHODS = Map.of(
            "McpTool", "tools/call",
            "McpPrompt", "prompts/get",
            "McpResource", "resources/read",
            "Tool", "tools/call",
            "Prompt", "prompts/get",
            "Resource", "resources/read",
            "ResourceTemplate", "resources/read");

    /** The method by which clients call what has that annotation of a framework; null if it is none of handlers. */
    static @Nullable String methodOf(String annotation) {
        if (!Presets.ANNOTATIONS.contains(annotation)) {
            return null;
        }
        int end = Math.max(annotation.lastIndexOf('.'), annotation.lastIndexOf('$'));
        return METHODS.get(annotation.substring(end + 1));
    }

    /** Whether a member of the annotation is the name or URI of its handler, where clients call it by that method. */
    static boolean isTarget(String method, String member) {
        return method.equals("resources/read")
                ? member.equals("uri") || member.equals("uriTemplate")
                : member.equals("name");
    }

    /** Whether the annotation leaves the name to the method's own: by an empty text, or Quarkus' word for it. */
    static boolean isElementName(String target) {
        return target.isEmpty() || target.equals("<<element name>>");
    }
}
