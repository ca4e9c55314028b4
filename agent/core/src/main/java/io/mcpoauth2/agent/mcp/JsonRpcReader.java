package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of a body, one or a batch, each of which must have exactly one meaning for every reader (J1 to J4, J7,
 * J10, J11): strict JSON as {@link StrictJson} has it.
 *
 * <p>On the path of every judged message: one pass over the tokens, no tree.
 */
public final class JsonRpcReader {
    /** Of a batch. */
    private static final int MOST_MESSAGES = 1_000;
    /** JSON of ids, in characters. */
    private static final int MAX_ID = 1_024;

    private final StrictJson json;

    /**
     * @param maxLength of a body, in bytes, so that no string is longer
     */
    public JsonRpcReader(int maxLength) {
        this.json = new StrictJson(maxLength);
    }

    /**
     * What a body holds.
     *
     * @param batch whether it is an array
     */
    public record Body(List<JsonRpcMessage> messages, boolean batch) {}

    /**
     * @throws MalformedJsonException if it is neither a JSON object nor an array of some, or can be read in several ways
     */
    public Body read(byte[] utf8) throws MalformedJsonException {
        return json.parse(utf8, JsonRpcReader::body);
    }

    private static Body body(JsonParser parser) throws IOException, MalformedJsonException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            return new Body(List.of(new MessageTokens(parser).read()), false);
        }
        if (first != JsonToken.START_ARRAY) {
            throw new MalformedJsonException("neither a JSON object nor an array of some");
        }
        List<JsonRpcMessage> messages = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT || messages.size() == MOST_MESSAGES) {
                throw new MalformedJsonException("a batch of something else than messages, or of too many");
            }
            messages.add(new MessageTokens(parser).read());
        }
        if (messages.isEmpty()) {
            throw new MalformedJsonException("a batch without messages");
        }
        return new Body(messages, true);
    }

    /** One message, from its opening brace on. */
    private static final class MessageTokens {
        private final JsonParser parser;
        private final Target target = new Target();
        private final Target reference = new Target();
        private @Nullable String method;
        private @Nullable String id;
        private boolean answers;
        private boolean other;
        private Map<String, String> meta = Map.of();

        MessageTokens(JsonParser parser) {
            this.parser = parser;
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
            return new JsonRpcMessage(kind, known, of.name, of.uri, id, meta);
        }

        /**
         * Reads what tells the target of a request.
         *
         * @param ofParams whether these are the request's parameters, which may refer to another target
         */
        private void members(JsonToken value, Target into, boolean ofParams)
                throws IOException, MalformedJsonException {
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
                } else if (ofParams && member.equals("ref")) {
                    members(inner, reference, false);
                } else if (ofParams && member.equals("_meta")) {
                    meta = meta(inner);
                } else {
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
                @Nullable String text = text(parser.nextToken());
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
    }

    /** What a request is about. */
    private static final class Target {
        private @Nullable String name;
        private @Nullable String uri;
    }
}
