package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a servlet writes a {@link ListResponse} to. */
final class ListOutput extends ServletOutputStream {
    private static final byte[] NONE = {};

    private final ListResponse response;

    ListOutput(ListResponse response) {
        this.response = response;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!response.hold(bytes, offset, length)) {
            response.target().write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        response.flushHeld();
    }

    /** Of a list that is held back nothing is ended before it has been sent. */
    @Override
    public void close() throws IOException {
        if (!response.hold(NONE, 0, 0)) {
            response.target().close();
        }
    }

    @Override
    public boolean isReady() {
        try {
            return response.target().isReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever writes so is told when to, by the container. */
    @Override
    public void setWriteListener(WriteListener listener) {
        try {
            response.pass();
            response.target().setWriteListener(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
