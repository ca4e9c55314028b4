package io.mcpoauth2.agent.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a JSON-RPC message tells what it asks for: names at the places where the MCP specification has them, and none of
 * its arguments.
 *
 * @param kind what it is
 * @param method as a client wrote it, unescaped; empty unless it is a request or a notification
 * @param name {@code params.name}, or {@code params.ref.name} of a completion; null if that is no string
 * @param uri {@code params.uri}, or {@code params.ref.uri} of a completion; null if that is no string
 * @param id the request's id as JSON; null if it has none
 * @param meta the string members of {@code params._meta}
 * @param tasks which tasks it names, or may create
 */
public record JsonRpcMessage(
        Kind kind,
        String method,
        @Nullable String name,
        @Nullable String uri,
        @Nullable String id,
        Map<String, String> meta,
        TaskUse tasks) {
    /** The kinds of messages of JSON-RPC 2.0. */
    public enum Kind {
        /** Has a method and an id. */
        REQUEST,
        /** Has a method and no id. */
        NOTIFICATION,
        /** Answers a request of the server's, and has nothing else. */
        RESPONSE,
        /** A JSON object that is none of these. */
        OTHER
    }

    /** Nothing of its content. */
    @Override
    public String toString() {
        return "JsonRpcMessage[" + kind + "]";
    }
}
