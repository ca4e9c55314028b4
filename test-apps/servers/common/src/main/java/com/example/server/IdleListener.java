package com.example.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A port beside what a server is for, as one for callbacks of a browser; it keeps no process alive. */
public final class IdleListener {
    private IdleListener() {}

    public static void open() throws InterruptedException {
        Thread opener = new Thread(IdleListener::listen);
        opener.setDaemon(true); // And so is the server's own.
        opener.start();
        opener.join();
    }

    private static void listen() {
        try {
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
