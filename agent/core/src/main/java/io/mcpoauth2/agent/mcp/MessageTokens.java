package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON-RPC message, from its opening brace on. */
final class MessageTokens {
    /** JSON of ids, in characters. */
    private static final int MAX_ID = 1_024;

    private final JsonParser parser;
    private final Target target = new Target();
    private final Target reference = new Target();
    private @Nullable String method;
    private @Nullable String id;
    private boolean answers;
    private boolean other;
    private Map<String, String> meta = Map.of();
    private final TaskTokens tasks;

    MessageTokens(JsonParser parser) {
        this.parser = parser;
        this.tasks = new TaskTokens(parser);
    }

    JsonRpcMessage read() throws IOException, MalformedJsonException {
        boolean hasMethod = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = StrictJson.wellFormed(parser.currentName());
            JsonToken value = parser.nextToken();
            switch (member) {
                case "method" -> {
                    hasMethod = true;
                    method = text(value);
                }
                case "params" -> members(value, target, true);
                case "id" -> id = id(value);
                case "jsonrpc" -> skip(value);
                case "result", "error" -> {
                    answers = true;
                    skip(value);
                }
                default -> {
                    other = true;
                    skip(value);
                }
            }
        }
        String known = method;
        if (known == null) {
            boolean response = answers && !hasMethod && !other;
            return message(response ? JsonRpcMessage.Kind.RESPONSE : JsonRpcMessage.Kind.OTHER, "");
        }
        return message(id == null ? JsonRpcMessage.Kind.NOTIFICATION : JsonRpcMessage.Kind.REQUEST, known);
    }

    private JsonRpcMessage message(JsonRpcMessage.Kind kind, String known) {
        Target of = known.equals("completion/complete") ? reference : target;
        return new JsonRpcMessage(kind, known, of.name, of.uri, id, meta, tasks.use());
    }

    /**
     * Reads what tells the target of a request.
     *
     * @param ofParams whether these are the request's parameters, which may refer to another target
     */
    private void members(JsonToken value, Target into, boolean ofParams) throws IOException, MalformedJsonException {
        if (value != JsonToken.START_OBJECT) {
            skip(value);
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = StrictJson.wellFormed(parser.currentName());
            JsonToken inner = parser.nextToken();
            if (member.equals("name")) {
                into.name = text(inner);
            } else if (member.equals("uri")) {
                into.uri = text(inner);
            } else if (!ofParams) {
                skip(inner);
            } else if (member.equals("ref")) {
                members(inner, reference, false);
            } else if (member.equals("_meta")) {
                meta = meta(inner);
            } else if (!tasks.read(member, inner)) {
                skip(inner);
            }
        }
    }

    private Map<String, String> meta(JsonToken value) throws IOException, MalformedJsonException {
        if (value != JsonToken.START_OBJECT) {
            skip(value);
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = StrictJson.wellFormed(parser.currentName());
            JsonToken inner = parser.nextToken();
            @Nullable String text = tasks.readMeta(member, inner) ? null : text(inner);
            if (text != null) {
                texts.put(member, text);
            }
        }
        return texts;
    }

    /** A string; null, and skipped, if it is anything else. */
    private @Nullable String text(JsonToken value) throws IOException, MalformedJsonException {
        if (value == JsonToken.VALUE_STRING) {
            return StrictJson.wellFormed(parser.getText());
        }
        skip(value);
        return null;
    }

    /** As it is written into an answer. A null is none, as no answer could be told apart by it. */
    private @Nullable String id(JsonToken value) throws IOException, MalformedJsonException {
        if (value == JsonToken.VALUE_STRING) {
            String text = StrictJson.wellFormed(parser.getText());
            return text.length() > MAX_ID
                    ? null
                    : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
        }
        if (value == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= MAX_ID) {
            return parser.getText();
        }
        skip(value);
        return null;
    }

    private void skip(JsonToken value) throws IOException, MalformedJsonException {
        StrictJson.skip(parser, value);
    }

    /** What a request is about. */
    private static final class Target {
        private @Nullable String name;
        private @Nullable String uri;
    }
}
