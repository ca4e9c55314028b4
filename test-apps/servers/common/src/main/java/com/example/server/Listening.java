package com.example.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.net.ssl.SSLServerSocketFactory;

/** A program that listens without any HTTP server that is known, by the means that {@code by} names. */
public final class Listening {
    /** What nobody holds is closed sooner or later. */
    private static final List<Object> HELD = new ArrayList<>();

    private Listening() {}

    public static void main(String[] args) {
        Options options = new Options(args);
        ServerProcess.run(() -> {
            int port = open(options.text("by", ""), options);
            if (options.flag("mbean")) {
                System.out.println("UNKNOWN " + unknownServers());
            }
            return port;
        });
    }

    private static int open(String means, Options options) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
        switch (means) {
            case "socket":
                return held(new ServerSocket(options.port(), 50, InetAddress.getLoopbackAddress()))
                        .getLocalPort();
            case "tls":
                return held(SSLServerSocketFactory.getDefault().createServerSocket(options.port()))
                        .getLocalPort();
            case "channel":
                return port(held(ServerSocketChannel.open().bind(address)).getLocalAddress());
            case "asynchronous":
                return port(held(AsynchronousServerSocketChannel.open().bind(address))
                        .getLocalAddress());
            case "unix":
                Path path = Path.of(options.text("path", ""));
                held(ServerSocketChannel.open(StandardProtocolFamily.UNIX)).bind(UnixDomainSocketAddress.of(path));
                return 1;
            case "inherited":
                Channel inherited = held(System.inheritedChannel());
                return inherited instanceof ServerSocketChannel channel ? port(channel.getLocalAddress()) : 0;
            default:
                throw new IllegalArgumentException(means);
        }
    }

    private static <T> T held(T listener) {
        HELD.add(listener);
        return listener;
    }

    private static int port(Object address) {
        return ((InetSocketAddress) address).getPort();
    }

    /** Waits for the agent's MBean, which comes beside the listener; whoever started this program bounds the wait. */
    private static String unknownServers() throws JMException, InterruptedException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.mcpoauth2:type=Agent");
        while (!server.isRegistered(name)) {
            Thread.onSpinWait();
        }
        return String.join(", ", (String[]) server.getAttribute(name, "UnknownServers"));
    }
}
