package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import io.mcpoauth2.agent.door.Admission;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A response's body, whose bytes are shown before they are written; the server takes none before the response has begun. */
final class ShownOutput extends FilterOutputStream {
    private final HttpExchange exchange;
    private final Admission admission;

    ShownOutput(HttpExchange exchange, OutputStream out, Admission admission) {
        super(out);
        this.exchange = exchange;
        this.admission = admission;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (exchange.getResponseCode() != -1) {
            admission.sending(bytes, offset, length);
        }
        out.write(bytes, offset, length);
    }

    /** Without the flush that the super class begins with, which the server refuses before the response has begun. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
