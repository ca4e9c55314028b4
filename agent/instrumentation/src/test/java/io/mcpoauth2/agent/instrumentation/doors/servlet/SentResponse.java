package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's response that keeps what it is given, and sends nothing. */
final class SentResponse {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new HashMap<>();
    private final Writer writer = new Writer() {
        @Override
        public void write(char[] characters, int offset, int count) throws IOException {
            if (failed) {
                throw new IOException("the client is gone");
            }
            body.writeBytes(new String(characters, offset, count).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private boolean failed;
    private long length = -1;
    private int error;
    private @Nullable String type;

    private final HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
            SentResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments == null ? new Object[0] : arguments));

    private @Nullable Object answer(String method, Object[] arguments) {
        switch (method) {
            case "setContentType" -> type = (String) arguments[0];
            case "setContentLength", "setContentLengthLong" -> length = ((Number) arguments[0]).longValue();
            case "setHeader", "addHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "sendError" -> error = (Integer) arguments[0];
            default -> {
                return value(method);
            }
        }
        return null;
    }

    private @Nullable Object value(String method) {
        return switch (method) {
            case "getOutputStream" -> new Output();
            case "getWriter" -> new PrintWriter(writer, true);
            case "getStatus" -> 200;
            case "getBufferSize" -> 8;
            case "getHeaders" -> List.of();
            case "getContentType" -> type;
            case "getCharacterEncoding" -> "UTF-8";
            case "isCommitted" -> error != 0;
            case "setCharacterEncoding", "flushBuffer" -> null;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    HttpServletResponse response() {
        return response;
    }

    /** From now on nothing reaches the client by the writer. */
    void fail() {
        failed = true;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    Map<String, String> headers() {
        return headers;
    }

    /** As it was set last; -1 if it was not. */
    long length() {
        return length;
    }

    /** 0 without one. */
    int error() {
        return error;
    }

    private final class Output extends ServletOutputStream {
        @Override
        public void write(int oneByte) {
            body.write(oneByte);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
