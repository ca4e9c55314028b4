package io.mcpoauth2.agent.sessions;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the begin of an event stream for the event by which the HTTP+SSE transport tells where messages are to be sent (MCP
 * 2024-11-05, Transports), and nothing after it.
 */
final class EndpointEvent implements ResponseObserver {
    /** Bytes within which it has to come, as it is the first event. */
    private static final int MOST = 4_096;

    private final Listener listener;
    /** What has come; null once there is nothing more to read. Of the response's threads, one after the other. */
    private volatile @Nullable ByteArrayOutputStream begin = new ByteArrayOutputStream();

    EndpointEvent(Listener listener) {
        this.listener = listener;
    }

    /** Is told of one request for an event stream; must neither wait nor throw. */
    interface Listener {
        /** The response is an event stream. */
        void opened();

        /** It tells its endpoint, which the client cannot know yet. */
        void told(String endpoint);

        /** The request has ended; may be told more than once. */
        void ended();
    }

    static boolean isStream(ResponseHead head) {
        for (String type : head.headers("Content-Type")) {
            if (head.status() == 200 && type.startsWith("text/event-stream")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean readsBody() {
        return begin != null;
    }

    @Override
    public void responding(ResponseHead head) {
        boolean stream = isStream(head);
        if (stream) {
            listener.opened();
        }
        if (!stream || !head.headers("Content-Encoding").isEmpty()) {
            begin = null;
        }
    }

    @Override
    public void sending(ByteBuffer bytes) {
        ByteArrayOutputStream seen = begin;
        if (seen == null) {
            return;
        }
        byte[] part = new byte[Math.min(bytes.remaining(), MOST - seen.size())];
        bytes.get(part);
        seen.write(part, 0, part.length);
        @Nullable String endpoint = endpointIn(seen.toString(StandardCharsets.UTF_8));
        boolean over = endpoint != null || seen.size() == MOST;
        begin = over ? null : seen; // Whatever thread comes next sees what this one has written.
        if (endpoint != null) {
            listener.told(endpoint);
        }
    }

    @Override
    public void ended() {
        listener.ended();
    }

    /** Null if no such event has come to its end (WHATWG HTML §9.2). */
    private static @Nullable String endpointIn(String stream) {
        boolean named = false;
        StringBuilder data = new StringBuilder();
        int from = 0;
        for (int end = endOfLine(stream, 0); end >= 0; end = endOfLine(stream, from)) {
            String line = stream.substring(from, end);
            from = end + (stream.startsWith("\r\n", end) ? 2 : 1);
            if (line.isEmpty()) {
                if (named && !data.isEmpty()) {
                    return data.toString();
                }
                named = false;
                data.setLength(0);
            } else if (line.startsWith("event:")) {
                named = valueOf(line).equals("endpoint");
            } else if (line.startsWith("data:")) {
                data.append(valueOf(line));
            }
        }
        return null;
    }

    /** Of the first that ends from there on; -1 if none does. */
    private static int endOfLine(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return i;
            }
        }
        return -1;
    }

    private static String valueOf(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
