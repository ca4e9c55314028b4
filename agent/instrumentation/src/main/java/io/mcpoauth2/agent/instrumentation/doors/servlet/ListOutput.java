package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What a servlet writes a {@link ListResponse} to. */
final class ListOutput extends ServletOutputStream {
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
        @Nullable ByteArrayOutputStream room = response.room(length);
        if (room != null) {
            room.write(bytes, offset, length);
            if (length > 0) {
                response.written(bytes[offset + length - 1]);
            }
        } else {
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
        if (response.room(0) == null) {
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
