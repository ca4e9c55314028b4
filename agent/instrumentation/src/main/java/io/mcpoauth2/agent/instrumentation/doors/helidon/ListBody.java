package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import io.mcpoauth2.agent.door.ByRequest;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.exchange.ResponseHead;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written in response to a request for lists. Helidon encodes it below, and finds out its length, so that one that the
 * application has told is taken away; and it sends what is left in streams that nobody closes.
 */
public final class ListBody {
    private static final ByRequest<ListBody> BODIES = new ByRequest<>();
    /** Whether there ever was one, which each routing asks. */
    private static volatile boolean used;

    private final RoutingResponse response;
    private final WrittenLists lists;
    /** Null before the response begins, and where it holds none. */
    private @Nullable ListStream stream;
    /** Whether the body that begins may be a list, as far as its head is known. */
    private boolean open;

    private ListBody(RoutingResponse response, WrittenLists lists) {
        this.response = response;
        this.lists = lists;
    }

    static void put(RoutingResponse response, WrittenLists lists) {
        used = true;
        ListBody body = new ListBody(response, lists);
        BODIES.put(response, body);
        var unused = response.beforeSend(body::begin);
        response.streamFilter(body::filter);
    }

    /** Whoever has written the response has done with it, and Helidon sends what has not been sent. */
    public static void complete(RoutingResponse response) {
        @Nullable ListBody body = used ? BODIES.find(response) : null;
        if (body == null || body.stream == null) {
            return;
        }
        try {
            body.stream.end();
        } catch (IOException e) {
            throw new ServerConnectionException("a response could not be written", e);
        }
    }

    /** Some writers tell the type when they have been given the stream. */
    private void begin() {
        stream = null; // What was written for an answer that another one replaces is dropped.
        ResponseHead head = new HelidonResponseHead(response);
        boolean encoded = response.headers().contains(HeaderNames.CONTENT_ENCODING);
        open = !encoded && lists.areOpen();
        if (open && (head.headers("Content-Type").isEmpty() || lists.mayBeIn(head))) {
            response.headers().remove(HeaderNames.CONTENT_LENGTH);
        }
    }

    private OutputStream filter(OutputStream below) {
        if (open) {
            stream = new ListStream(below, lists, new Unencoded(new HelidonResponseHead(response)));
            return stream;
        }
        return below;
    }

    /** The head without what Helidon has added to it by itself. */
    private record Unencoded(ResponseHead head) implements ResponseHead {
        @Override
        public int status() {
            return head.status();
        }

        @Override
        public List<String> headers(String name) {
            return name.equals("Content-Encoding") ? List.of() : head.headers(name);
        }

        @Override
        public void add(String name, String value) {
            head.add(name, value);
        }
    }
}
