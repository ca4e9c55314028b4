package io.mcpoauth2.agent.instrumentation.doors.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** What a servlet writes text to that belongs to a {@link ShownResponse}: the container's writer, which encodes it. */
final class ShownWriter extends Writer {
    private final ShownResponse response;
    private final PrintWriter out;

    ShownWriter(ShownResponse response, PrintWriter out) {
        this.response = response;
        this.out = out;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        response.writing(characters, offset, length);
        out.write(characters, offset, length);
    }

    /**
     * @throws IOException if the container's writer has failed, which tells it only if it is asked
     */
    @Override
    public void flush() throws IOException {
        response.show();
        out.flush();
        if (out.checkError()) {
            throw new IOException("the response cannot be written any more");
        }
    }

    @Override
    public void close() {
        response.show();
        out.close();
    }
}
