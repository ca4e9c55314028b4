package io.mcpoauth2.agent.sessions;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one response for ids of tasks that it tells: JSON, or a stream of events that have JSON for their data. */
final class CreatedTasks implements ResponseObserver {
    private final Consumer<String> created;
    private final Consumer<String> unreadable;
    /** Null while there is nothing to read. Of the response's threads, one after the other. */
    private volatile @Nullable Consumer<ByteBuffer> reader;

    /**
     * @param created is given each id, before the client can know it
     * @param unreadable is told why a response cannot be read
     */
    CreatedTasks(Consumer<String> created, Consumer<String> unreadable) {
        this.created = created;
        this.unreadable = unreadable;
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
            TaskIds ids = json();
            reader = ids::read;
        }
    }

    private TaskIds json() {
        return new TaskIds(created, unreadable);
    }

    @Override
    public void sending(ByteBuffer bytes) {
        Consumer<ByteBuffer> reads = reader;
        if (reads != null) {
            reads.accept(bytes);
        }
    }
}
