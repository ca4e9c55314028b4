package com.example.stdio;

import com.example.mcp.SessionServers;
import com.example.server.Options;
import com.sun.net.httpserver.HttpServer;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server that its client starts: standard input and output carry the protocol and nothing else. */
public final class StdioServer {
    private StdioServer() {}

    public static void main(String[] args) throws IOException {
        Options options = new Options(args);
        if (options.flag("listen")) {
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
                    .start();
        }
        SessionServers.start(new StdioServerTransportProvider(McpJsonDefaults.getMapper()), options);
    }
}
