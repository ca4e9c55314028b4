package io.mcpoauth2.agent.sessions;

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

/**
 * Finds ids of tasks in JSON as it comes, without waiting for its end: {@code result.task.taskId} (MCP 2025-11-25, and the
 * tasks extension) or {@code result.taskId}, of a message or of each of a batch.
 */
final class TaskIds {
    /** Of any string: a result with a longer one is that of a call, and no task. */
    private static final int MAX_STRING = 65_536;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
            .build();
    private static final int PIECE = 4_096;

    private final Consumer<String> created;
    private final Consumer<String> unreadable;
    private @Nullable JsonParser parser;
    private boolean started;
    /** Objects and arrays that are open, without that of a batch. */
    private int depth;
    /** How many of them lie on the way to an id: the message, its result, the result's task. */
    private int onWay;

    private boolean batch;
    private @Nullable String member;

    TaskIds(Consumer<String> created, Consumer<String> unreadable) {
        this.created = created;
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
                    take(token, reading);
                }
            }
        } catch (StreamConstraintsException e) {
            parser = null;
        } catch (IOException e) {
            parser = null;
            unreadable.accept("as it is no JSON");
        }
    }

    private void take(JsonToken token, JsonParser reading) throws IOException {
        if (token == JsonToken.FIELD_NAME) {
            member = depth == onWay ? reading.currentName() : null;
        } else if (token.isStructStart()) {
            open(token == JsonToken.START_OBJECT);
        } else if (token.isStructEnd()) {
            if (depth > 0) { // Else the batch has ended.
                onWay = Math.min(onWay, --depth);
            }
        } else if (token == JsonToken.VALUE_STRING && depth == onWay && onWay >= 2 && "taskId".equals(member)) {
            created.accept(reading.getText());
        }
    }

    private void open(boolean object) {
        if (depth == 0 && !object && !batch) {
            batch = true;
            return;
        }
        boolean leads = object
                && depth == onWay
                && switch (depth) {
                    case 0 -> true;
                    case 1 -> "result".equals(member);
                    case 2 -> "task".equals(member);
                    default -> false;
                };
        depth++;
        if (leads) {
            onWay = depth;
        }
        member = null;
    }
}
