package io.mcpoauth2.testapps.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP response as it came.
 *
 * @param headers by name in any case; every occurrence of a name is a value of its own, in order
 * @param body the body as UTF-8 text, transfer coding removed
 * @param json the JSON body, or the JSON-RPC message of an event stream; a missing node where there is none
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body, JsonNode json) {

    /** Makes header names case-insensitive. */
    public HttpAnswer {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    /** Makes an answer of which the body may be JSON. */
    public static HttpAnswer withJsonBody(int status, Map<String, List<String>> headers, String body) {
        return new HttpAnswer(status, headers, body, JsonText.parse(body).orElse(MissingNode.getInstance()));
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** Returns all values of a header, one for each line it stood on. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Returns the {@code result} of a JSON-RPC answer; a missing node if it has none. */
    public JsonNode result() {
        return json.path("result");
    }

    /** Returns the text of a tool's first content block; empty text if there is none. */
    public String toolText() {
        return result().path("content").path(0).path("text").asText();
    }

    /** Says whether a tool was called and answered with an error of its own. */
    public boolean isToolError() {
        return result().path("isError").asBoolean();
    }
}
