package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
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
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
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
            case "getContentType" -> type;
            case "getCharacterEncoding" -> "UTF-8";
            case "isCommitted" -> error != 0;
            case "getHeaders" -> List.of();
            case "setCharacterEncoding", "flushBuffer" -> null;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    HttpServletResponse response() {
        return response;
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
