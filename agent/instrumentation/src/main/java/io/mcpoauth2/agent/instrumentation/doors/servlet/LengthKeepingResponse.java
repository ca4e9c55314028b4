package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A response whose announced length is kept back as long as its body is, which may become another one. */
abstract class LengthKeepingResponse extends HttpServletResponseWrapper {
    private static final String LENGTH = "Content-Length";
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    private long length = -1;
    private boolean given;

    LengthKeepingResponse(HttpServletResponse response) {
        super(response);
    }

    /** Whether the body is kept back, too. */
    final boolean keepsLength() {
        return !given;
    }

    /** The body goes on as it is, with its length. */
    final void giveLength() {
        given = true;
        if (length >= 0 && !getResponse().isCommitted()) {
            super.setContentLengthLong(length);
        }
    }

    /** Another body goes on. */
    final void dropLength() {
        given = true;
    }

    final void forgetLength() {
        length = -1;
    }

    @Override
    public void setContentLength(int bytes) {
        setContentLengthLong(bytes);
    }

    @Override
    public void setContentLengthLong(long bytes) {
        if (given) {
            super.setContentLengthLong(bytes);
        } else {
            length = bytes;
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isKept(name, value)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isKept(name, value)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (!isKept(name, Integer.toString(value))) {
            super.setIntHeader(name, value);
        }
    }

    @Override
    public void addIntHeader(String name, int value) {
        if (!isKept(name, Integer.toString(value))) {
            super.addIntHeader(name, value);
        }
    }

    private boolean isKept(String name, @Nullable String value) {
        if (given
                || value == null
                || !LENGTH.equalsIgnoreCase(name)
                || !DIGITS.matcher(value).matches()) {
            return false;
        }
        length = Long.parseLong(value);
        return true;
    }
}
