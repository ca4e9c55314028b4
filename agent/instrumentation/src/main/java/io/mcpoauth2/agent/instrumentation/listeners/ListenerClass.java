package io.mcpoauth2.agent.instrumentation.listeners;

import org.jspecify.annotations.Nullable;

/**
 * The classes through which everything in a JVM begins to listen.
 *
 * <p>All of the JDK's own end in the first four, {@code SSLServerSocket} and Unix domain sockets included. Netty's native
 * transports have their own native code; what they share with its other transports is the fifth, under whatever name a
 * library has packed Netty.
 */
enum ListenerClass {
    SOCKET("java/net/ServerSocket", "bind"),
    CHANNEL("sun/nio/ch/ServerSocketChannelImpl", "bind"),
    ASYNCHRONOUS("sun/nio/ch/AsynchronousServerSocketChannelImpl", "bind"),
    INHERITED("sun/nio/ch/InheritedChannel", "getChannel"),
    NETTY("io/netty/channel/AbstractChannel$AbstractUnsafe", "bind");

    /** Ends the name of the class whose method binds a channel of Netty. */
    static final String NETTY_BINDING = "io.netty.channel.AbstractChannel$AbstractUnsafe";

    private static final String ADDRESS = "(Ljava/net/SocketAddress;";

    private final String type;
    private final String method;

    ListenerClass(String type, String method) {
        this.type = type;
        this.method = method;
    }

    /**
     * @param loader that defines the class; null is the bootstrap loader
     * @param name internal name of a class; null if it is not told
     * @return what the class is; null if it is none of these
     */
    static @Nullable ListenerClass of(@Nullable ClassLoader loader, @Nullable String name) {
        if (name == null) {
            return null;
        }
        if (loader != null) {
            return name.endsWith(NETTY.type) ? NETTY : null;
        }
        return switch (name) {
            case "java/net/ServerSocket" -> SOCKET;
            case "sun/nio/ch/ServerSocketChannelImpl" -> CHANNEL;
            case "sun/nio/ch/AsynchronousServerSocketChannelImpl" -> ASYNCHRONOUS;
            case "sun/nio/ch/InheritedChannel" -> INHERITED;
            default -> null;
        };
    }

    /** The same of a loaded class. Cheap, as it is asked of all that a starting JVM has loaded. */
    static boolean isOneOf(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        String name = type.getName();
        return (loader != null || name.startsWith("java.net.Server") || name.startsWith("sun.nio.ch."))
                && of(loader, name.replace('.', '/')) != null;
    }

    String method() {
        return method;
    }

    boolean binds(String name, String descriptor) {
        if (!name.equals(method)) {
            return false;
        }
        return switch (this) {
            case SOCKET, CHANNEL, ASYNCHRONOUS -> descriptor.startsWith(ADDRESS + "I)");
            case INHERITED -> descriptor.startsWith("()");
            // The second parameter is a promise, whose package depends on who has packed Netty.
            case NETTY -> descriptor.startsWith(ADDRESS + "L") && descriptor.endsWith(";)V");
        };
    }

    /** The local variable of the binding method that holds the listener. */
    int listenerVariable() {
        return this == NETTY ? 2 : 0;
    }
}
