package io.mcpoauth2.agent.access;

import org.jspecify.annotations.Nullable;

/**
 * What a message asks for.
 *
 * @param method of JSON-RPC; empty for what is no request or notification
 * @param name of a tool, prompt or the like; null if it names none
 * @param uri of a resource; null if it names none
 */
public record Operation(
        String method, @Nullable String name, @Nullable String uri) {
    /**
     * What runs a handler.
     *
     * @param method empty where it is not known
     * @param target the handler's name or URI; empty where it is not known
     * @return null where either is not known
     */
    public static @Nullable Operation ofHandler(String method, String target) {
        if (method.isEmpty() || target.isEmpty()) {
            return null;
        }
        return method.startsWith("resources/")
                ? new Operation(method, null, target)
                : new Operation(method, target, null);
    }
}
