package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.mcpoauth2.agent.door.ByRequest;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.instrumentation.door.HeldOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of the response to a request for lists. The head of a response that may hold them goes out without a length, as
 * that is not known yet; where the application has told one, the body ends with its last byte, whether it is closed or not.
 */
final class ListOutput extends HeldOutput {
    private static final ByRequest<ListOutput> OUTPUTS = new ByRequest<>();
    private static final String CONTENT_LENGTH = "Content-Length";

    private final HttpExchange exchange;
    /** Bytes that the application still has to write; negative where it has told no length. */
    private long missing = -1;

    private boolean ended;

    private ListOutput(HttpExchange exchange, WrittenLists lists) {
        super(exchange.getResponseBody(), lists);
        this.exchange = exchange;
    }

    /** From now on the exchange's body is written to this; at its first filter. */
    static void put(HttpExchange exchange, WrittenLists lists) {
        Headers request = exchange.getRequestHeaders();
        if (OUTPUTS.find(request) == null) { // Else a filter goes on in another thread.
            ListOutput output = new ListOutput(exchange, lists);
            exchange.setStreams(null, output);
            OUTPUTS.put(request, output);
        }
    }

    /**
     * The response begins.
     *
     * @param length of the body, as the server takes it: 0 if it is not known, -1 if there is none
     * @return the length that it is to begin with
     */
    static long begin(JdkResponseHead head, long length) {
        HttpExchange exchange = head.exchange();
        @Nullable ListOutput output = OUTPUTS.find(exchange.getRequestHeaders());
        boolean hasBegun = exchange.getResponseCode() != -1; // The server refuses to begin it again.
        return output == null
                        || hasBegun
                        || length < 0
                        || length > WrittenLists.MOST
                        || !output.lists().mayBeIn(head)
                ? length
                : output.begin(length);
    }

    private long begin(long length) {
        hold();
        missing = length == 0 ? -1 : length;
        exchange.getResponseHeaders().remove(CONTENT_LENGTH);
        return 0;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (missing < 0) {
            super.write(bytes, offset, length);
        } else if (length > missing) {
            throw new IOException("too many bytes to write to stream");
        } else if (length > 0) {
            super.write(bytes, offset, length);
            missing -= length;
            if (missing == 0) {
                close();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (!ended) {
            super.flush();
        }
    }

    /** A body that is shorter than was told must not look complete. */
    @Override
    public void close() throws IOException {
        if (missing > 0) {
            try {
                pass();
                flush();
            } finally {
                cut();
            }
            throw new IOException("insufficient bytes written to stream");
        }
        ended = true;
        super.close();
    }

    private void cut() {
        @Nullable ExchangeState state = ExchangeState.of(exchange);
        if (state != null) {
            state.cut();
        }
    }
}
