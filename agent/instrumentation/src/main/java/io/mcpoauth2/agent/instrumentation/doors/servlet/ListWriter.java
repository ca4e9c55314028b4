package io.mcpoauth2.agent.instrumentation.doors.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;

/** Writes text that nothing of stays behind, as nobody may flush it before the request is complete. */
final class ListWriter extends Writer {
    private final OutputStream out;
    private final Charset charset;
    /** The first half of a character whose other half comes next; empty without one. */
    private String half = "";

    ListWriter(OutputStream out, Charset charset) {
        this.out = out;
        this.charset = charset;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        String text = half + new String(characters, offset, length);
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        half = text.substring(end);
        out.write(text.substring(0, end).getBytes(charset));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
