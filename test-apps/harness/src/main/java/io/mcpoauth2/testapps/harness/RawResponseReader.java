package io.mcpoauth2.testapps.harness;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parses HTTP/1.1 responses (RFC 9112) from a connection, taking no byte beyond their end. */
final class RawResponseReader {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 1000;
    private static final int MAX_BODY = 16 * 1024 * 1024;

    /** The connection: its next byte, or -1 at its end. */
    @FunctionalInterface
    interface Source {
        int read() throws IOException;
    }

    private final Source source;

    RawResponseReader(Source source) {
        this.source = source;
    }

    HttpAnswer read(boolean headRequest) throws IOException {
        while (true) {
            int status = status(line());
            Map<String, List<String>> headers = headers();
            if (status >= 200) {
                boolean bodiless = headRequest || status == 204 || status == 304;
                String body = bodiless ? "" : body(headers).toString(StandardCharsets.UTF_8);
                return HttpAnswer.withJsonBody(status, headers, body);
            }
        }
    }

    private static int status(String line) throws IOException {
        // "HTTP/1.1 401 Unauthorized", the reason being optional
        if (line.length() < 12 || !line.startsWith("HTTP/1.") || line.charAt(8) != ' ') {
            throw new IOException("No HTTP/1 status line: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || ++count > MAX_HEADERS) {
                throw new IOException("No header line, or one too many: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private ByteArrayOutputStream body(Map<String, List<String>> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.containsKey("Transfer-Encoding")) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                copy(size, body);
                line();
            }
            headers();
        } else if (headers.containsKey("Content-Length")) {
            copy(Integer.parseInt(headers.get("Content-Length").get(0)), body);
        } else {
            for (int next = source.read(); next >= 0; next = source.read()) {
                append(next, body);
            }
        }
        return body;
    }

    private int chunkSize() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return Integer.parseInt((end < 0 ? line : line.substring(0, end)).strip(), 16);
    }

    private void copy(int size, ByteArrayOutputStream body) throws IOException {
        for (int i = 0; i < size; i++) {
            append(require(), body);
        }
    }

    private static void append(int next, ByteArrayOutputStream body) throws IOException {
        if (body.size() == MAX_BODY) {
            throw new IOException("Response body of more than " + MAX_BODY + " bytes");
        }
        body.write(next);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = require(); next != '\n'; next = require()) {
            if (line.length() == MAX_LINE) {
                throw new IOException("Response line of more than " + MAX_LINE + " bytes");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private int require() throws IOException {
        int next = source.read();
        if (next < 0) {
            throw new EOFException("The connection ended within the response, or before it");
        }
        return next;
    }
}
