package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange of the JDK's own server does not tell: whether its response is complete, and the connection below it,
 * which any thread can close at any time.
 *
 * <p>Closing the exchange itself is no way to cut a response: it may end it in good order in the midst of a write, so that
 * the connection serves another request, or wait for the client. The fields are those of JDK 17 to 25; the agent has the
 * JDK open their package to this one. Exchanges of other makers, and wrapped ones, have no state.
 */
final class ExchangeState {
    private static final String PACKAGE = "sun.net.httpserver.";
    private static final @Nullable Field PLAIN = field("HttpExchangeImpl", "impl");
    private static final @Nullable Field SECURE = field("HttpsExchangeImpl", "impl");
    private static final @Nullable Field FINISHED = field("ExchangeImpl", "writefinished");
    private static final @Nullable Field CONNECTION = field("ExchangeImpl", "connection");
    private static final @Nullable Field CHANNEL = field("HttpConnection", "chan");

    private final Object state;
    private final SocketChannel channel;

    private ExchangeState(Object state, SocketChannel channel) {
        this.state = state;
        this.channel = channel;
    }

    /** Null if the exchange has none. */
    static @Nullable ExchangeState of(HttpExchange exchange) {
        Object state = value(PLAIN, exchange);
        if (state == null) {
            state = value(SECURE, exchange);
        }
        Object connection = value(CONNECTION, state);
        return state != null && FINISHED != null && value(CHANNEL, connection) instanceof SocketChannel channel
                ? new ExchangeState(state, channel)
                : null;
    }

    /** Whether nothing is to come any more; from then on the connection may serve another exchange. */
    boolean isComplete() {
        return Boolean.TRUE.equals(value(FINISHED, state)) || !channel.isOpen();
    }

    void cut() {
        if (!isComplete()) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException("a connection could not be closed", e);
            }
        }
    }

    private static @Nullable Field field(String type, String name) {
        try {
            Field field = Class.forName(PACKAGE + type).getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }

    private static @Nullable Object value(@Nullable Field field, @Nullable Object owner) {
        try {
            return field == null || !field.getDeclaringClass().isInstance(owner) ? null : field.get(owner);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
