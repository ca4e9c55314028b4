package io.mcpoauth2.agent.instrumentation.doors.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** What a servlet writes a {@link ShownResponse} to. */
final class ShownOutput extends ServletOutputStream {
    private final ShownResponse response;
    private final ServletOutputStream out;

    ShownOutput(ShownResponse response, ServletOutputStream out) {
        this.response = response;
        this.out = out;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.writing(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        response.show();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        response.show();
        out.close();
    }

    @Override
    public boolean isReady() {
        return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
    }
}
