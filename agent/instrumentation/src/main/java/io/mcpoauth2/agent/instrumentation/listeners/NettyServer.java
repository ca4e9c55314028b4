package io.mcpoauth2.agent.instrumentation.listeners;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server channel of Netty, which is bound on its event loop, where no frame tells who wanted it: the handlers of its
 * pipeline do, the initialiser of the connections' channels above all.
 *
 * <p>Read by reflection, as a library may have packed Netty under another name.
 *
 * @param channel its class
 * @param handlers of its pipeline and of its connections; not Netty's own
 * @param address where it listens; null if it does not
 */
record NettyServer(
        Class<?> channel, List<Class<?>> handlers, @Nullable SocketAddress address) {
    NettyServer {
        handlers = List.copyOf(handlers);
    }

    /**
     * @param promise of the binding
     * @return null if the channel is a client's, or is bound to nothing that takes connections
     * @throws ReflectiveOperationException if this Netty is not as it is known
     */
    static @Nullable NettyServer of(Object promise) throws ReflectiveOperationException {
        Object channel = call(promise, "channel");
        if (channel == null || !isA(channel.getClass(), ".channel.ServerChannel")) {
            return null;
        }
        List<Class<?>> handlers = new ArrayList<>();
        Object pipeline = call(channel, "pipeline");
        if (pipeline instanceof Iterable<?> entries) {
            for (Object entry : entries) {
                Object handler = entry instanceof Map.Entry<?, ?> named ? named.getValue() : null;
                if (handler != null) {
                    add(handler, handlers);
                }
            }
        }
        Object active = call(channel, "isActive");
        Object address = Boolean.TRUE.equals(active) ? call(channel, "localAddress") : null;
        return new NettyServer(channel.getClass(), handlers, address instanceof SocketAddress bound ? bound : null);
    }

    /** The channel itself, which tells whether it is still open. */
    static @Nullable Object channel(Object promise) throws ReflectiveOperationException {
        return call(promise, "channel");
    }

    /** Whether a channel is open. */
    static boolean isOpen(Object channel) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(call(channel, "isOpen"));
    }

    /** What says who it is; where nothing does, the channel's own class. */
    Class<?> identity() {
        return handlers.isEmpty() ? channel : handlers.get(handlers.size() - 1);
    }

    /** All code that serves it. */
    List<Class<?>> code() {
        List<Class<?>> code = new ArrayList<>(handlers);
        code.add(channel);
        return code;
    }

    /** An acceptor holds what makes the pipelines of connections in a field of its own. */
    private static void add(Object handler, List<Class<?>> handlers) {
        Class<?> type = handler.getClass();
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals("childHandler") && !Modifier.isStatic(field.getModifiers())) {
                Object child = value(field, handler);
                if (child != null) {
                    addConfiguration(child, handlers);
                    handlers.add(child.getClass());
                    return;
                }
            }
        }
        handlers.add(type);
    }

    /** Reactor Netty has one initialiser for all protocols: its configuration tells whether it serves HTTP. */
    private static void addConfiguration(Object initialiser, List<Class<?>> handlers) {
        for (Field field : initialiser.getClass().getDeclaredFields()) {
            if (field.getName().equals("config") && !Modifier.isStatic(field.getModifiers())) {
                Object configuration = value(field, initialiser);
                if (configuration != null) {
                    handlers.add(configuration.getClass());
                }
            }
        }
    }

    private static @Nullable Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return null; // The acceptor itself has to do.
        }
    }

    private static @Nullable Object call(Object target, String method) throws ReflectiveOperationException {
        return publicMethod(target.getClass(), method).invoke(target);
    }

    /** As a public interface declares it: the class itself may be hidden. */
    private static Method publicMethod(Class<?> type, String name) throws NoSuchMethodException {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> declared : at.getInterfaces()) {
                Method found = Modifier.isPublic(declared.getModifiers()) ? find(declared, name) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static @Nullable Method find(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static boolean isA(Class<?> type, String suffix) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> declared : at.getInterfaces()) {
                if (declared.getName().endsWith(suffix) || isA(declared, suffix)) {
                    return true;
                }
            }
        }
        return false;
    }
}
