package com.example.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The length of a request body and the checksum that tells it from another of the same length. */
final class Body {
    private final CRC32 checksum = new CRC32();
    private long length;

    static Body read(InputStream input) throws IOException {
        Body body = new Body();
        byte[] buffer = new byte[8192];
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
            body.add(buffer, read);
        }
        return body;
    }

    void add(byte[] bytes, int count) {
        checksum.update(bytes, 0, count);
        length += count;
    }

    @Override
    public String toString() {
        return "%d %08x".formatted(length, checksum.getValue());
    }
}
