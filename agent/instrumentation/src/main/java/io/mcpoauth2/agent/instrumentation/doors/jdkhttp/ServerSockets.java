package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpoauth2.agent.instrumentation.listeners.OtherServers;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/**
 * The channel on which a server of the JDK listens, by which servers of other agents are told apart.
 *
 * <p>Asked of the JDK's own exchanges only: what an application has wrapped around one says what it likes.
 */
@SuppressWarnings("ReferenceEquality") // Modules are compared by identity on purpose.
final class ServerSockets {
    private static final String PACKAGE = "sun.net.httpserver.";
    private static final @Nullable Field PLAIN = field("HttpServerImpl", "server");
    private static final @Nullable Field SECURE = field("HttpsServerImpl", "server");
    private static final @Nullable Field CHANNEL = field("ServerImpl", "schan");

    private ServerSockets() {}

    /** Whether the server is another agent's, and left alone. */
    static boolean areLeft(HttpServer server) {
        return OtherServers.isLeft(channel(server), null);
    }

    /** Whether the exchange is one of another agent's server, and left alone. */
    static boolean areLeft(HttpExchange exchange) {
        if (exchange.getClass().getModule() != HttpServer.class.getModule()) {
            return false;
        }
        HttpContext context = exchange.getHttpContext();
        Object handler = context.getHandler();
        return OtherServers.isLeft(channel(context.getServer()), handler == null ? null : handler.getClass());
    }

    private static @Nullable Object channel(HttpServer server) {
        Object state = value(PLAIN, server);
        return value(CHANNEL, state == null ? value(SECURE, server) : state);
    }

    private static @Nullable Field field(String type, String name) {
        try {
            Field field = Class.forName(PACKAGE + type).getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null; // Then every server is the application's.
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
