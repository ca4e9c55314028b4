package com.example.micronaut;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.StandardTools;
import io.micronaut.context.ApplicationContext;
import io.micronaut.mcp.annotations.Tool;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.Map;

/** An MCP server of Micronaut's. */
@Singleton
public class MicronautServer {
    public static void main(String[] args) {
        ServerProcess.run(() -> ApplicationContext.run(
                        EmbeddedServer.class,
                        Map.of(
                                "micronaut.server.port",
                                new Options(args).port() == 0 ? -1 : new Options(args).port(),
                                "micronaut.server.host",
                                "127.0.0.1",
                                "micronaut.mcp.server.transport",
                                "HTTP",
                                "micronaut.mcp.server.info.name",
                                "test-server",
                                "micronaut.mcp.server.info.version",
                                "1"))
                .getPort());
    }

    @Tool(name = "echo", description = "echo")
    String echo(String text) {
        return StandardTools.echo(text);
    }
}
