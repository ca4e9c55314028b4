package com.example.stdio;

import com.example.mcp.SessionServers;
import com.example.server.IdleListener;
import com.example.server.Options;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;

/** A server that its client starts: standard input and output carry the protocol and nothing else. */
public final class StdioServer {
    private StdioServer() {}

    public static void main(String[] args) throws InterruptedException {
        Options options = new Options(args);
        if (options.flag("listen")) {
            IdleListener.open();
        }
        SessionServers.start(new StdioServerTransportProvider(McpJsonDefaults.getMapper()), options);
    }
}
