package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads JSON as it comes, without waiting for its end, and keeps none of it. */
final class JsonPieces {
    /** Of any string: a response with a longer one is not read to its end. */
    private static final int MAX_STRING = 65_536;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
            .build();
    private static final int PIECE = 4_096;

    private final ResponseJson.Reader reader;
    private final Consumer<String> unreadable;
    private @Nullable JsonParser parser;
    private boolean started;

    JsonPieces(ResponseJson.Reader reader, Consumer<String> unreadable) {
        this.reader = reader;
        this.unreadable = unreadable;
    }

    void read(ByteBuffer bytes) {
        try {
            if (!started) {
                started = true;
                parser = JSON.createNonBlockingByteArrayParser();
            }
            JsonParser reading = parser;
            byte[] piece = new byte[Math.min(PIECE, bytes.remaining())];
            while (reading != null && bytes.hasRemaining()) {
                int length = Math.min(piece.length, bytes.remaining());
                bytes.get(piece, 0, length);
                ((ByteArrayFeeder) reading.getNonBlockingInputFeeder()).feedInput(piece, 0, length);
                for (JsonToken token = reading.nextToken();
                        token != null && token != JsonToken.NOT_AVAILABLE;
                        token = reading.nextToken()) {
                    reader.read(token, reading);
                }
            }
        } catch (StreamConstraintsException e) {
            parser = null;
        } catch (IOException e) {
            parser = null;
            unreadable.accept("as it is no JSON");
        }
    }
}
