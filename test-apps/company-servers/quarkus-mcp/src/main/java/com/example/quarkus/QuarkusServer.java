package com.example.quarkus;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.StandardTools;
import io.quarkiverse.mcp.server.Tool;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;

/** An MCP server of Quarkus; {@code /mcp} speaks Streamable HTTP, and {@code /mcp/sse} the transport before it. */
@QuarkusMain
public class QuarkusServer {
    public static void main(String[] args) throws IOException {
        System.setProperty("quarkus.http.port", Integer.toString(new Options(args).knownPort()));
        Quarkus.run(args);
    }

    void started(@ObservesAsync HttpServerStart start) {
        ServerProcess.ready(start.options().getPort());
    }

    @Tool(description = "echo")
    String echo(String text) {
        return StandardTools.echo(text);
    }
}
