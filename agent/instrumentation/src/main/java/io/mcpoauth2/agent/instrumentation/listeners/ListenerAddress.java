package io.mcpoauth2.agent.instrumentation.listeners;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where something listens.
 *
 * @param address null if it does not
 */
record ListenerAddress(@Nullable SocketAddress address) {
    /**
     * @param asked the address to be bound to; null lets the system choose
     */
    static ListenerAddress of(@Nullable Object asked) {
        return new ListenerAddress(asked instanceof SocketAddress address ? address : null);
    }

    /**
     * @param listener as the bridge hands it on
     */
    static ListenerAddress ofListener(Object listener) {
        try {
            if (listener instanceof ServerSocket socket) {
                return new ListenerAddress(socket.getLocalSocketAddress());
            }
            if (listener instanceof ServerSocketChannel channel) {
                return new ListenerAddress(channel.getLocalAddress());
            }
            if (listener instanceof AsynchronousServerSocketChannel channel) {
                return new ListenerAddress(channel.getLocalAddress());
            }
            if (isPromise(listener)) {
                NettyServer server = NettyServer.of(listener);
                return new ListenerAddress(server == null ? null : server.address());
            }
            return new ListenerAddress(null);
        } catch (IOException | ReflectiveOperationException e) {
            return new ListenerAddress(null); // Closed again.
        }
    }

    /** Whether this is a promise of Netty's: the JDK's listeners are what they are. */
    static boolean isPromise(Object listener) {
        return !(listener instanceof ServerSocket) && !(listener instanceof Channel);
    }

    boolean isBound() {
        return address != null;
    }

    /** The port; 0 if there is none, or the system is to choose one. */
    int port() {
        return address instanceof InetSocketAddress internet ? internet.getPort() : 0;
    }

    /** For messages: "port 8080", or the address where there are no ports. */
    String text() {
        if (isChosenBySystem()) {
            return "a port that the system chooses";
        }
        if (address instanceof InetSocketAddress) {
            return "port " + port();
        }
        return (address instanceof UnixDomainSocketAddress ? "Unix socket " : "address ") + address;
    }

    /** Of an address that was asked for: whether the system is to choose the port, or all of it. */
    boolean isChosenBySystem() {
        return address == null || (address instanceof InetSocketAddress && port() == 0);
    }

    /**
     * @param listener not kept alive by what is returned
     */
    BooleanSupplier stillOpen(Object listener) {
        Object held = listener;
        if (isPromise(listener)) {
            try {
                held = NettyServer.channel(listener);
            } catch (ReflectiveOperationException e) {
                return () -> true;
            }
        }
        WeakReference<Object> reference = new WeakReference<>(held);
        return () -> isOpen(reference.get());
    }

    private static boolean isOpen(@Nullable Object listener) {
        if (listener instanceof ServerSocket socket) {
            return !socket.isClosed();
        }
        if (listener instanceof Channel channel) {
            return channel.isOpen();
        }
        try {
            return listener != null && NettyServer.isOpen(listener);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
