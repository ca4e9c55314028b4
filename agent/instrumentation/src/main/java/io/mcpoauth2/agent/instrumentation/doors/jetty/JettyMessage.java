package io.mcpoauth2.agent.instrumentation.doors.jetty;

import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/** A request whose body has been read, and is read again by the application. */
final class JettyMessage extends Request.Wrapper {
    /** Name of the request attribute that holds a body which has been read. */
    private static final String BODY = "io.mcpoauth2.message";

    private static final int CHUNK = 8_192;

    private final ByteBufferContentSource body;

    private JettyMessage(Request request, byte[] body) {
        super(request);
        this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
    }

    /** On a thread of the request, which waits for the client as long as Jetty lets any reader. */
    static void read(Request request, MessageBuffer into) throws IOException {
        InputStream in = Content.Source.asInputStream(request);
        byte[] chunk = new byte[CHUNK];
        for (int read = read(in, chunk); read >= 0; read = read(in, chunk)) {
            if (!into.add(chunk, 0, read)) {
                return; // The request is refused.
            }
        }
        request.setAttribute(BODY, into.bytes());
    }

    /** What Jetty throws of a client that has sent what is no body is unchecked. */
    private static int read(InputStream in, byte[] chunk) throws IOException {
        try {
            return in.read(chunk);
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    /** What the application is given: the request itself unless its body has been read. */
    static Request of(Request request) {
        return request.removeAttribute(BODY) instanceof byte[] body ? new JettyMessage(request, body) : request;
    }

    @Override
    public Content.Chunk read() {
        return body.read();
    }

    @Override
    public void demand(Runnable demandCallback) {
        body.demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
        body.fail(failure);
        super.fail(failure);
    }

    @Override
    public long getLength() {
        return body.getLength();
    }
}
