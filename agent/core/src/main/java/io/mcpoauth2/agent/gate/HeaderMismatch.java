package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.JsonBytes;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the headers that repeat what a message says with the message, as revision 2026-07-28 of MCP demands of whoever
 * reads both (R37 to R43, J5). No decision rests on the headers.
 */
final class HeaderMismatch {
    static final String REVISION = "2026-07-28";

    private static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";
    private static final int CODE = -32020;

    private HeaderMismatch() {}

    /** 400 with the error that the revision names, if a header does not say what the message does; null if all do. */
    static @Nullable HttpReply of(MessageHead head, JsonRpcMessage message) {
        if (message.kind() != JsonRpcMessage.Kind.REQUEST && message.kind() != JsonRpcMessage.Kind.NOTIFICATION) {
            return null;
        }
        if (!head.version().equals(List.of(REVISION))
                || !message.meta().getOrDefault(VERSION_KEY, REVISION).equals(REVISION)) {
            return reply(message, "MCP-Protocol-Version");
        }
        if (head.method().size() != 1 || !head.method().get(0).strip().equals(message.method())) {
            return reply(message, "Mcp-Method");
        }
        @Nullable String expected = expectedName(message);
        if (expected == null && head.name().isEmpty()) {
            return null;
        }
        boolean same = head.name().size() == 1
                && (expected == null
                        || expected.equals(decoded(head.name().get(0).strip())));
        return same ? null : reply(message, "Mcp-Name");
    }

    /** What the header has to repeat; null where it is not looked at. */
    private static @Nullable String expectedName(JsonRpcMessage message) {
        return switch (message.method()) {
            case "tools/call", "prompts/get" -> message.name();
            case "resources/read" -> message.uri();
            default -> null;
        };
    }

    /** The value, of which one in Base64 is told by its exact beginning and end; null if it is no Base64 of UTF-8 then. */
    private static @Nullable String decoded(String value) {
        if (!value.startsWith(PREFIX)
                || !value.endsWith(SUFFIX)
                || value.length() < PREFIX.length() + SUFFIX.length()) {
            return value;
        }
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(value.substring(PREFIX.length(), value.length() - SUFFIX.length())
                            .getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null; // What equals no name.
        }
    }

    private static HttpReply reply(JsonRpcMessage message, String header) {
        byte[] body = JsonBytes.object(json -> {
            json.writeStringField("jsonrpc", "2.0");
            json.writeFieldName("id");
            json.writeRawValue(message.id() == null ? "null" : message.id());
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", CODE);
            json.writeStringField("message", "The header " + header + " is missing or differs from the message");
            json.writeEndObject();
        });
        return new HttpReply(
                400,
                List.of(new Header("Content-Type", "application/json"), new Header("Cache-Control", "no-store")),
                body);
    }
}
