package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.HttpRequestView;
import java.util.List;

/**
 * What a request's head says of the message in its body.
 *
 * @param length announced bytes; -1 if none are
 * @param contentType all values of {@code Content-Type}
 * @param contentEncoding all values of {@code Content-Encoding}
 * @param version all values of {@code MCP-Protocol-Version}
 * @param method all values of {@code Mcp-Method}
 * @param name all values of {@code Mcp-Name}
 * @param origin of the page that sends it, which may; empty without one
 */
public record MessageHead(
        long length,
        List<String> contentType,
        List<String> contentEncoding,
        List<String> version,
        List<String> method,
        List<String> name,
        List<String> origin) {
    /** Names of the headers that are asked for. */
    static final List<String> HEADERS = List.of(
            "Content-Length",
            "Content-Type",
            "Content-Encoding",
            "MCP-Protocol-Version",
            "Mcp-Method",
            "Mcp-Name",
            CrossOrigin.ORIGIN);

    private static final int MAX_DIGITS = 18;

    static MessageHead of(HttpRequestView request) {
        return new MessageHead(
                length(request.headers("Content-Length")),
                request.headers("Content-Type"),
                request.headers("Content-Encoding"),
                request.headers("MCP-Protocol-Version"),
                request.headers("Mcp-Method"),
                request.headers("Mcp-Name"),
                request.headers(CrossOrigin.ORIGIN));
    }

    /** What is no number is the server's to refuse; what is too long for one is longer than any body may be. */
    private static long length(List<String> values) {
        if (values.size() != 1) {
            return -1;
        }
        String text = values.get(0).strip();
        if (text.length() > MAX_DIGITS) {
            return Long.MAX_VALUE;
        }
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = 10 * length + digit;
        }
        return text.isEmpty() ? -1 : length;
    }

    /** Nothing of the headers. */
    @Override
    public String toString() {
        return "MessageHead[" + length + "]";
    }
}
