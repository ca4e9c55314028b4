package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/** Text of a request as Tomcat has it: bytes that are converted when somebody asks, each time anew. */
final class TomcatText {
    private TomcatText() {}

    /** The values of a header, in order. */
    static List<String> values(MimeHeaders headers, String name) {
        int first = headers.findHeader(name, 0);
        if (first < 0) {
            return List.of();
        }
        if (headers.findHeader(name, first + 1) < 0) {
            return List.of(of(headers.getValue(first)));
        }
        List<String> values = new ArrayList<>();
        for (int at = first; at >= 0; at = headers.findHeader(name, at + 1)) {
            values.add(of(headers.getValue(at)));
        }
        return values;
    }

    /**
     * The text, or an empty one where Tomcat could not read it. Tomcat's own conversion costs a decoder and a copy of 16
     * bits a character; nearly all is Latin-1, which its bytes are read as.
     */
    static String of(MessageBytes text) {
        if (text.getType() == MessageBytes.T_BYTES) {
            ByteChunk bytes = text.getByteChunk();
            if (bytes.getCharset().equals(StandardCharsets.ISO_8859_1)) {
                return new String(bytes.getBuffer(), bytes.getStart(), bytes.getLength(), StandardCharsets.ISO_8859_1);
            }
        }
        @Nullable String converted = text.toString();
        return converted == null ? "" : converted;
    }
}
