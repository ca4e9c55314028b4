package io.mcpoauth2.agent.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The content coding of an answer (RFC 9110 §8.4). None is ever asked for, but some servers and caches use one all the same
 * (row K6).
 */
enum ContentCoding {
    IDENTITY,
    GZIP,
    DEFLATE;

    private static final int MAX_SHOWN = 20;

    /**
     * The one that the headers name.
     *
     * @throws IOException if they name several, or one that is not known
     */
    static ContentCoding of(HttpURLConnection connection) throws IOException {
        ContentCoding coding = IDENTITY;
        // The status line is number 0.
        for (int i = 1; connection.getHeaderField(i) != null; i++) {
            if (!"Content-Encoding".equalsIgnoreCase(connection.getHeaderFieldKey(i))) {
                continue;
            }
            for (String name : connection.getHeaderField(i).split(",", -1)) {
                ContentCoding named = of(name.strip());
                if (named != IDENTITY && coding != IDENTITY) {
                    throw new IOException("status 200 with several content codings");
                }
                coding = named == IDENTITY ? coding : named;
            }
        }
        return coding;
    }

    private static ContentCoding of(String name) throws IOException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default ->
                throw new IOException(
                        name.length() > MAX_SHOWN
                                ? "status 200 with a content coding that is not known"
                                : "status 200 with the content coding " + name + ", which is not known");
        };
    }

    /**
     * What the coded bytes stand for; the reader bounds it.
     *
     * @throws IOException if they do not even begin so
     */
    InputStream decoded(byte[] coded) throws IOException {
        InputStream in = new ByteArrayInputStream(coded);
        return switch (this) {
            case IDENTITY -> in;
            case GZIP -> new GZIPInputStream(in);
            case DEFLATE -> isZlib(coded) ? new InflaterInputStream(in) : new RawDeflate(in);
        };
    }

    /** By the two bytes of RFC 1950 §2.2: some servers leave them out. */
    private static boolean isZlib(byte[] coded) {
        return coded.length >= 2
                && (coded[0] & 0x0F) == Deflater.DEFLATED
                && (((coded[0] & 0xFF) << 8) | (coded[1] & 0xFF)) % 31 == 0;
    }

    private static final class RawDeflate extends InflaterInputStream {
        RawDeflate(InputStream in) {
            super(in, new Inflater(true));
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
