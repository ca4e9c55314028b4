package io.mcpoauth2.testapps.process.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * A call of the tool {@code echo}, and how it brings its credentials.
 *
 * @param headers lines besides those of every MCP request
 */
record Sent(String target, String contentType, String body, List<String> headers) {
    /** What the tool is to answer. */
    static final String TEXT = "said by the kit";

    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":\"" + TEXT + "\"}}}";

    static Sent with(String... lines) {
        return new Sent("/mcp", "application/json", CALL, List.of(lines));
    }

    static Sent bearer(String token) {
        return with("Authorization: Bearer " + token);
    }

    Sent query(String query) {
        return new Sent("/mcp?" + query, contentType, body, headers);
    }

    Sent form(String text) {
        return new Sent(target, "application/x-www-form-urlencoded", text, headers);
    }

    String[] lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Accept: application/json, text/event-stream");
        lines.add("Content-Type: " + contentType);
        lines.addAll(headers);
        return lines.toArray(String[]::new);
    }
}
