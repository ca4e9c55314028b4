package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.door.Admission;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The response of a container whose own way out no door looks at: its head and body are shown as the servlet writes them, the
 * head when the container may send it next.
 */
final class ShownResponse extends HttpServletResponseWrapper {
    /** Name of the request attribute that holds the admission whose response is to be shown. */
    private static final String ADMISSION = "io.mcpoauth2.shown";

    /** Of a character, at most. */
    private static final int MOST_BYTES = 4;

    private final Admission admission;
    private boolean shown;
    private boolean asynchronous;
    private long written;
    private @Nullable ShownOutput stream;
    private @Nullable PrintWriter writer;

    private ShownResponse(HttpServletResponse response, Admission admission) {
        super(response);
        this.admission = admission;
    }

    /** From now on {@link #of} shows the request's response, if somebody wants to see it. */
    static void show(ServletRequest request, Admission admission) {
        if (admission.isObserved()) {
            request.setAttribute(ADMISSION, admission);
        }
    }

    /** What a servlet is given in the place of its response; null for most requests. */
    static @Nullable ShownResponse of(ServletRequest request, ServletResponse response) {
        if (!(request.getAttribute(ADMISSION) instanceof Admission admission)
                || !(response instanceof HttpServletResponse http)) {
            return null;
        }
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            if (inner instanceof ShownResponse) {
                return null; // That of a servlet around this one.
            }
            inner = wrapper.getResponse();
        }
        return new ShownResponse(http, admission);
    }

    /** The servlet has returned, and the container sends what it has left. */
    void end() {
        show();
    }

    /** The servlet has returned, and another thread goes on: nobody tells when that has ended. */
    void goOn() {
        asynchronous = true;
        if (written > 0) {
            show();
        }
    }

    /** These bytes are about to be given to the container. */
    void writing(byte[] bytes, int offset, int length) {
        if (length > 0) {
            written += length;
            showIfSent();
            admission.sending(bytes, offset, length);
        }
    }

    private void showIfSent() {
        if (!shown && (asynchronous || admission.isBodyObserved() || written >= getBufferSize())) {
            show();
        }
    }

    /** The same of characters; only who sees the body has to know their bytes, of which half a character may be missing. */
    void writing(char[] characters, int offset, int length) {
        if (admission.isBodyObserved()) {
            byte[] bytes = new String(characters, offset, length).getBytes(Charset.forName(getCharacterEncoding()));
            writing(bytes, 0, bytes.length);
        } else if (length > 0) {
            written += MOST_BYTES * (long) length;
            showIfSent();
        }
    }

    /** The head is about to be sent. */
    void show() {
        show(getStatus());
    }

    private void show(int status) {
        if (!shown) {
            shown = true;
            admission.responding(new ServletResponseHead(this, status));
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new ShownOutput(this, super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new ShownWriter(this, super.getWriter()));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        show();
        super.flushBuffer();
    }

    @Override
    public void reset() {
        super.reset();
        written = 0;
        stream = null;
        writer = null;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
    }

    @Override
    public void sendError(int status) throws IOException {
        show(status);
        super.sendError(status);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        show(status);
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        show(SC_FOUND);
        super.sendRedirect(location);
    }
}
