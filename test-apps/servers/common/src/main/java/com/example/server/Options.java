package com.example.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** The options of a server: {@code name=value} arguments first, then system properties of the same name. */
public final class Options {
    private final Map<String, String> arguments = new HashMap<>();

    public Options(String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals > 0 && argument.charAt(0) != '-') {
                this.arguments.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
    }

    public String text(String name, String otherwise) {
        String argument = arguments.get(name);
        return argument != null ? argument : System.getProperty(name, otherwise);
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name, "false"));
    }

    /** The port to listen on, chosen beforehand for servers that do not tell which one the system has chosen. */
    public int knownPort() throws IOException {
        if (port() != 0) {
            return port();
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The port to listen on; 0 lets the system choose. */
    public int port() {
        return Integer.parseInt(text("port", "0"));
    }
}
