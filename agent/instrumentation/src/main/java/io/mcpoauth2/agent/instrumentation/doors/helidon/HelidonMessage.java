package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.common.LazyValue;
import io.helidon.http.media.ReadableEntity;
import io.helidon.http.media.ReadableEntityBase;
import io.helidon.webserver.http.RoutingRequest;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request's entity that is read before the routing, which makes another one when it asks for it: with the same bytes, and
 * with the filters of streams that the application has set by then. The same for HTTP/1 and HTTP/2.
 */
final class HelidonMessage {
    private static final int CHUNK = 8_192;
    private static final VarHandle BUFFERED = field(ReadableEntityBase.class, "bufferedEntity", byte[].class);

    /** Null where requests of a class have no entity. */
    private static final ClassValue<@Nullable VarHandle> ENTITY = new ClassValue<>() {
        @Override
        protected @Nullable VarHandle computeValue(Class<?> request) {
            try {
                return MethodHandles.privateLookupIn(request, MethodHandles.lookup())
                        .findVarHandle(request, "entity", LazyValue.class);
            } catch (NoSuchFieldException e) {
                return null;
            } catch (IllegalAccessException e) {
                throw unfit(e);
            }
        }
    };

    private HelidonMessage() {}

    static void read(RoutingRequest request, MessageBuffer into) throws IOException {
        @Nullable VarHandle field = ENTITY.get(request.getClass());
        LazyValue<?> lazy = field == null ? null : (LazyValue<?>) field.get(request);
        if (lazy == null || lazy.isLoaded()) {
            if (request.content().hasEntity()) {
                throw new IllegalStateException("mcp-oauth2-agent: a request's entity was read before its door");
            }
            return;
        }
        Unmade entity = new Unmade(lazy);
        if (readAll(request.content(), into)) {
            entity.makeAgain(into.bytes());
        }
    }

    private static boolean readAll(ReadableEntity entity, MessageBuffer into) throws IOException {
        byte[] chunk = new byte[CHUNK];
        InputStream content = entity.inputStream();
        for (int count = read(content, chunk); count >= 0; count = read(content, chunk)) {
            if (!into.add(chunk, 0, count)) {
                return false; // The request is refused.
            }
        }
        return true;
    }

    /** What Helidon throws of a client that has gone, or has sent what is no body, is unchecked. */
    private static int read(InputStream content, byte[] chunk) throws IOException {
        try {
            return content.read(chunk);
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private static VarHandle field(Class<?> type, String name, Class<?> of) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findVarHandle(type, name, of);
        } catch (ReflectiveOperationException e) {
            throw unfit(e);
        }
    }

    private static IllegalStateException unfit(ReflectiveOperationException cause) {
        return new IllegalStateException("mcp-oauth2-agent: messages of this Helidon cannot be read", cause);
    }

    /** How an entity is made, which is forgotten when it has been. */
    private static final class Unmade {
        private final LazyValue<?> lazy;
        private final VarHandle delegate;
        private final VarHandle loaded;
        private final Supplier<?> supplier;
        private final int unloaded;

        Unmade(LazyValue<?> lazy) {
            this.lazy = lazy;
            this.delegate = field(lazy.getClass(), "delegate", Supplier.class);
            this.loaded = field(lazy.getClass(), "loaded", int.class);
            this.supplier = (Supplier<?>) delegate.get(lazy);
            this.unloaded = (int) loaded.getVolatile(lazy);
        }

        void makeAgain(byte[] bytes) {
            Supplier<Object> again = () -> {
                Object entity = supplier.get();
                BUFFERED.set((ReadableEntityBase) entity, bytes);
                return entity;
            };
            delegate.set(lazy, again);
            loaded.setVolatile(lazy, unloaded);
        }
    }
}
