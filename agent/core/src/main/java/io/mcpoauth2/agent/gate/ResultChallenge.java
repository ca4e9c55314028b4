package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.JsonBytes;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.JsonRpcReader;
import java.util.List;
import java.util.Locale;

/**
 * The form of a refusal for clients that begin a login only when a tool's result tells them to, and not when the request is
 * refused: a result that is an error and has the challenge in {@code _meta}. A deviation from MCP's authorization.
 */
final class ResultChallenge {
    static final String USER_AGENT = "User-Agent";
    /** OpenAI's hosted client, which ChatGPT has. */
    private static final String CLIENT = "openai-mcp/";

    private static final String MEMBER = "mcp/www_authenticate";

    private ResultChallenge() {}

    /** Whether the request says that it comes from such a client. Decides the form of a refusal alone. */
    static boolean isWantedBy(HttpRequestView request) {
        List<String> agents = request.headers(USER_AGENT);
        return agents.size() == 1 && agents.get(0).toLowerCase(Locale.ROOT).startsWith(CLIENT);
    }

    /** Whether the message is one that has a result of that kind. */
    static boolean fits(JsonRpcReader.Body body) {
        JsonRpcMessage message = body.messages().get(0);
        return !body.batch()
                && message.kind() == JsonRpcMessage.Kind.REQUEST
                && message.method().equals("tools/call");
    }

    /**
     * @param message of a tool's call
     * @param text for whoever reads the result
     */
    static HttpReply of(JsonRpcMessage message, String text, String challenge) {
        byte[] body = JsonBytes.object(json -> {
            json.writeStringField("jsonrpc", "2.0");
            json.writeFieldName("id");
            json.writeRawValue(message.id());
            json.writeObjectFieldStart("result");
            json.writeArrayFieldStart("content");
            json.writeStartObject();
            json.writeStringField("type", "text");
            json.writeStringField("text", text);
            json.writeEndObject();
            json.writeEndArray();
            json.writeBooleanField("isError", true);
            json.writeObjectFieldStart("_meta");
            json.writeArrayFieldStart(MEMBER);
            json.writeString(challenge);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        });
        return new HttpReply(
                200,
                List.of(new Header("Content-Type", "application/json"), new Header("Cache-Control", "no-store")),
                body);
    }
}
