package io.mcpoauth2.agent.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the data of each event out of an event stream, as it comes, and keeps none of it (WHATWG HTML §9.2). */
final class EventData {
    private static final byte[] FIELD = "data:".getBytes(StandardCharsets.US_ASCII);

    private final Supplier<JsonPieces> forEvent;
    private @Nullable JsonPieces event;
    /** How much of the field's name the line has had so far; -1 if it is another. */
    private int matched;

    private boolean lineEmpty = true;
    private boolean afterReturn;

    EventData(Supplier<JsonPieces> forEvent) {
        this.forEvent = forEvent;
    }

    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (matched == FIELD.length) {
                give(bytes);
            }
            if (!bytes.hasRemaining()) {
                return;
            }
            byte next = bytes.get();
            if (next == '\n' && afterReturn) {
                afterReturn = false;
            } else if (next == '\n' || next == '\r') {
                afterReturn = next == '\r';
                endLine();
            } else {
                afterReturn = false;
                lineEmpty = false;
                take(next);
            }
        }
    }

    private void endLine() {
        if (lineEmpty) {
            event = null;
        }
        lineEmpty = true;
        matched = 0;
    }

    private void take(byte next) {
        if (matched >= 0) {
            matched = FIELD[matched] == next ? matched + 1 : -1;
        }
    }

    /** The line's data, as far as there is some. */
    private void give(ByteBuffer bytes) {
        int end = bytes.position();
        while (end < bytes.limit() && bytes.get(end) != '\n' && bytes.get(end) != '\r') {
            end++;
        }
        JsonPieces json = event;
        if (json == null) {
            json = forEvent.get();
            event = json;
        }
        json.read(bytes.slice(bytes.position(), end - bytes.position()));
        bytes.position(end);
    }
}
