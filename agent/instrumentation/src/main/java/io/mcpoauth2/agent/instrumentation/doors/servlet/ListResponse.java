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
 *
 * <p>Two threads write it where a request goes on when its servlet returns.
 */
final class ListResponse extends LengthKeepingResponse {
    private final WrittenLists lists;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean decided;
    private boolean asynchronous;
    private @Nullable ListOutput stream;
    private @Nullable PrintWriter writer;

    ListResponse(HttpServletResponse response, WrittenLists lists) {
        super(response);
        this.lists = lists;
    }

    /**
     * What a servlet is given in the place of its response, or has been given before it went on asynchronously; null for most
     * requests.
     */
    static @Nullable ListResponse of(ServletResponse response) {
        return of(response, McpLists.asked());
    }

    static @Nullable ListResponse of(ServletResponse response, @Nullable WrittenLists lists) {
        if (lists == null || !(response instanceof HttpServletResponse http) || response.isCommitted()) {
            return null;
        }
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            if (inner instanceof ListResponse outer && outer.keepsLength()) {
                return outer.comesBack() ? outer : null; // Null for that of a servlet around this one.
            }
            inner = wrapper.getResponse();
        }
        return new ListResponse(http, lists);
    }

    /** What the servlet is to see: this, or what has been put around it meanwhile. */
    @SuppressWarnings("ReferenceEquality") // A response is one object.
    ServletResponse within(ServletResponse given) {
        return given == getResponse() ? this : given;
    }

    /** Nothing more will be written: what has been is sent. */
    synchronized void end() throws IOException {
        if (writer != null && keepsLength()) {
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
    synchronized void goOn() throws IOException {
        asynchronous = true;
        finishIfWhole();
    }

    /** A request that went on has been dispatched to its servlet once more. */
    private synchronized boolean comesBack() {
        boolean wentOn = asynchronous;
        asynchronous = false;
        return wentOn;
    }

    private void finishIfWhole() throws IOException {
        if (keepsLength() && held.size() > 0 && lists.areWhole(held.toByteArray())) {
            finish();
        }
    }

    /** Another servlet answers, whose response knows nothing of this one. */
    synchronized void leave() throws IOException {
        if (held.size() > 0) {
            pass();
        }
    }

    /** The request is over: the response may be another one's. */
    synchronized void forget() {
        drop();
    }

    /** From now on all goes on as it comes. */
    synchronized void pass() throws IOException {
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

    /** Whether these bytes are held back; else they go on. */
    synchronized boolean hold(byte[] bytes, int offset, int length) throws IOException {
        decide();
        if (keepsLength() && held.size() + (long) length > WrittenLists.MOST) {
            pass();
        }
        if (!keepsLength()) {
            return false;
        }
        held.write(bytes, offset, length);
        if (asynchronous && length > 0) {
            byte last = bytes[offset + length - 1];
            if (last == '}' || last == ']') {
                finishIfWhole();
            }
        }
        return true;
    }

    ServletOutputStream target() throws IOException {
        return super.getOutputStream();
    }

    synchronized void flushHeld() throws IOException {
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
    public synchronized void reset() {
        held.reset();
        decided = false;
        forgetLength();
        stream = null;
        writer = null;
        super.reset();
    }

    @Override
    public synchronized void resetBuffer() {
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

    private synchronized void drop() {
        held.reset();
        dropLength();
    }
}
