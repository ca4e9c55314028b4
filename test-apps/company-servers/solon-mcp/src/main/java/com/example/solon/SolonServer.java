package com.example.solon;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.StandardTools;
import java.io.IOException;
import org.noear.solon.Solon;
import org.noear.solon.ai.annotation.ToolMapping;
import org.noear.solon.ai.mcp.McpChannel;
import org.noear.solon.ai.mcp.server.annotation.McpServerEndpoint;
import org.noear.solon.annotation.Param;
import org.noear.solon.annotation.SolonMain;

/** An MCP server of Solon's. */
@SolonMain
@McpServerEndpoint(channel = McpChannel.STREAMABLE_STATELESS, mcpEndpoint = "/mcp")
public class SolonServer {
    public static void main(String[] args) throws IOException {
        int port = new Options(args).knownPort();
        Solon.start(SolonServer.class, new String[] {"--server.port=" + port, "--server.host=127.0.0.1"});
        ServerProcess.ready(port);
    }

    @ToolMapping(name = "echo", description = "echo")
    public String echo(@Param(name = "text", description = "text") String text) {
        return StandardTools.echo(text);
    }
}
