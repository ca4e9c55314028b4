package io.mcpoauth2.agent.instrumentation.doors.servlet;

import io.mcpoauth2.agent.exchange.MessageBuffer;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose body has been read, and is read again by its servlet, and by the next one that it is dispatched to. */
final class ServletMessage extends HttpServletRequestWrapper {
    /** Name of the request attribute that holds a body which has been read. */
    private static final String BODY = "io.mcpoauth2.message";

    private static final int CHUNK = 8_192;

    private final byte[] body;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;

    private ServletMessage(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** On the request's thread; what filters have put in the place of the body is what the servlet would read. */
    static void read(HttpServletRequest request, MessageBuffer into) throws IOException {
        InputStream in = request.getInputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (!into.add(chunk, 0, read)) {
                return; // The request is refused.
            }
        }
        request.setAttribute(BODY, into.bytes());
    }

    /** What the servlet is given: the request itself unless its body has been read elsewhere. */
    static HttpServletRequest of(HttpServletRequest request) {
        if (!(request.getAttribute(BODY) instanceof byte[] body)) {
            return request;
        }
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            if (inner instanceof ServletMessage) {
                return request;
            }
            inner = wrapper.getRequest();
        }
        return new ServletMessage(request, body);
    }

    @Override
    public ServletInputStream getInputStream() {
        if (reader != null) {
            throw new IllegalStateException("getReader() has been called for this request");
        }
        if (stream == null) {
            stream = new Body(body);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (stream != null) {
            throw new IllegalStateException("getInputStream() has been called for this request");
        }
        if (reader == null) {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
            reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body), charset));
        }
        return reader;
    }

    /** All of it is there, so that a listener is told at once, on the thread that sets it. */
    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Body(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            try {
                if (!isFinished()) {
                    listener.onDataAvailable();
                }
                listener.onAllDataRead();
            } catch (IOException e) {
                listener.onError(e);
            }
        }
    }
}
