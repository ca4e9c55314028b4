package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one response as they come: JSON, or a stream of events that have JSON for their data. */
public final class ResponseJson implements ResponseObserver {
    private final Supplier<Reader> forEach;
    private final Consumer<String> unreadable;
    /** Null while there is nothing to read. Of the response's threads, one after the other. */
    private volatile @Nullable Consumer<ByteBuffer> reader;

    /** Is given each token of one JSON text, which is a message or a batch of some. */
    @FunctionalInterface
    public interface Reader {
        void read(JsonToken token, JsonParser at) throws IOException;
    }

    /**
     * @param forEach makes a reader for each JSON text, which is called before the client can know what it reads
     * @param unreadable is told why a response cannot be read
     */
    public ResponseJson(Supplier<Reader> forEach, Consumer<String> unreadable) {
        this.forEach = forEach;
        this.unreadable = unreadable;
    }

    /** Whether that object is the result of a message, or of one of a batch. */
    public static boolean isResult(@Nullable JsonStreamContext object) {
        return object != null
                && object.inObject()
                && isMessage(object.getParent())
                && "result".equals(object.getParent().getCurrentName());
    }

    /** Whether that object is a message, or one of a batch. */
    public static boolean isMessage(@Nullable JsonStreamContext object) {
        if (object == null || !object.inObject()) {
            return false;
        }
        JsonStreamContext around = object.getParent();
        return around.inRoot() || (around.inArray() && around.getParent().inRoot());
    }

    @Override
    public boolean readsBody() {
        return true;
    }

    @Override
    public void responding(ResponseHead head) {
        String type =
                head.headers("Content-Type").stream().findFirst().orElse("").toLowerCase(Locale.ROOT);
        for (String coding : head.headers("Content-Encoding")) {
            if (!coding.equalsIgnoreCase("identity")) {
                unreadable.accept("as it is compressed");
                return;
            }
        }
        if (type.startsWith("text/event-stream")) {
            EventData events = new EventData(this::json);
            reader = events::read;
        } else if (type.startsWith("application/json")) {
            JsonPieces json = json();
            reader = json::read;
        }
    }

    private JsonPieces json() {
        return new JsonPieces(forEach.get(), unreadable);
    }

    @Override
    public void sending(ByteBuffer bytes) {
        Consumer<ByteBuffer> reads = reader;
        if (reads != null) {
            reads.accept(bytes);
        }
    }
}
