package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.door.McpLists;
import io.mcpoauth2.agent.door.WrittenLists;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request for a list of MCP's, of which a servlet's own JSON is held back until it is whole, to be shown as
 * it is for the caller. Anything else goes on as it comes.
 */
final class ListResponse extends LengthKeepingResponse {
    private final WrittenLists lists;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean decided;
    private boolean asynchronous;
    private @Nullable ListOutput stream;
    private @Nullable PrintWriter writer;

    private ListResponse(HttpServletResponse response, WrittenLists lists) {
        super(response);
        this.lists = lists;
    }

    /** What a servlet is given in the place of its response; null for most requests. */
    static @Nullable ListResponse of(ServletResponse response) {
        @Nullable WrittenLists lists = McpLists.asked();
        if (lists == null || !(response instanceof HttpServletResponse http) || response.isCommitted()) {
            return null;
        }
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            if (inner instanceof ListResponse outer && outer.keepsLength()) {
                return null; // That of a servlet around this one.
            }
            inner = wrapper.getResponse();
        }
        return new ListResponse(http, lists);
    }

    /** The servlet has returned: what it has written is sent. */
    void end() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        finish();
    }

    private void finish() throws IOException {
        if (!keepsLength()) {
            return;
        }
        byte[] body = held.toByteArray();
        if (body.length > 0 && !getResponse().isCommitted()) {
            byte[] shown = lists.shown(body);
            dropLength();
            super.setContentLength(shown.length);
            super.getOutputStream().write(shown);
            super.flushBuffer();
        } else {
            pass();
        }
    }

    /** The servlet has returned, and another thread goes on: what it writes is sent when it is whole. */
    void goOn() throws IOException {
        asynchronous = true;
        finishIfWhole();
    }

    /** Something has been written that ends with this byte. */
    void written(byte last) throws IOException {
        if (asynchronous && (last == '}' || last == ']')) {
            finishIfWhole();
        }
    }

    private void finishIfWhole() throws IOException {
        if (keepsLength() && held.size() > 0 && lists.areWhole(held.toByteArray())) {
            finish();
        }
    }

    /** From now on all goes on as it comes. */
    void pass() throws IOException {
        if (!keepsLength()) {
            return;
        }
        giveLength();
        if (held.size() > 0) {
            held.writeTo(super.getOutputStream());
            held.reset();
        }
    }

    private void decide() throws IOException {
        if (!decided) {
            decided = true;
            boolean plain = WrittenLists.isPlain(getHeaders("Content-Encoding"));
            if (!WrittenLists.isJson(getContentType()) || !plain || !lists.areOpen()) {
                pass();
            }
        }
    }

    /** Null once what is written goes on as it comes. */
    @Nullable
    ByteArrayOutputStream room(int bytes) throws IOException {
        decide();
        if (keepsLength() && held.size() + (long) bytes > WrittenLists.MOST) {
            pass();
        }
        return keepsLength() ? held : null;
    }

    ServletOutputStream target() throws IOException {
        return super.getOutputStream();
    }

    void flushHeld() throws IOException {
        decide();
        if (!keepsLength()) {
            super.flushBuffer();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("getWriter() has been called for this response");
        }
        if (stream == null) {
            stream = new ListOutput(this);
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() {
        if (writer == null) {
            if (stream != null) {
                throw new IllegalStateException("getOutputStream() has been called for this response");
            }
            String encoding = getCharacterEncoding();
            setCharacterEncoding(encoding);
            writer = new PrintWriter(new ListWriter(new ListOutput(this), Charset.forName(encoding)));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        flushHeld();
    }

    @Override
    public void reset() {
        held.reset();
        decided = false;
        forgetLength();
        stream = null;
        writer = null;
        super.reset();
    }

    @Override
    public void resetBuffer() {
        held.reset();
        super.resetBuffer();
    }

    /** What has been written is not sent then, by any container. */
    @Override
    public void sendError(int status) throws IOException {
        drop();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        drop();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        drop();
        super.sendRedirect(location);
    }

    private void drop() {
        held.reset();
        dropLength();
    }
}
