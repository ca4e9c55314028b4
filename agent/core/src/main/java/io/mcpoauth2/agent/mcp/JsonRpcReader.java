package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the messages of a body, one or a batch, each of which must have exactly one meaning for every reader (J1 to J4, J7,
 * J10, J11): strict JSON as {@link StrictJson} has it.
 *
 * <p>On the path of every judged message: one pass over the tokens, no tree.
 */
public final class JsonRpcReader {
    /** Of a batch. */
    private static final int MOST_MESSAGES = 1_000;

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
}
