package com.example.jetty11;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.Tls;
import com.example.server.ToolSet;
import com.example.servlet.Routes;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletSseServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** An MCP server of the first SDK releases, on the servlet container that they were used with. */
public final class Jetty11Server {
    private Jetty11Server() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        Server server = new Server();
        ServerConnector connector = connector(server, options);
        connector.setHost("127.0.0.1");
        connector.setPort(options.port());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServletContainerInitializer(new Routes(mcp(), List.of("/sse", "/message")));
        server.setHandler(context);
        System.err.println("jetty: " + Server.getVersion());
        server.start();
        return connector.getLocalPort();
    }

    private static ServerConnector connector(Server server, Options options) throws Exception {
        Optional<Tls> tls = Tls.of(options);
        if (tls.isEmpty()) {
            return new ServerConnector(server);
        }
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setSslContext(tls.get().context());
        keys.setWantClientAuth(true);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new SecureRequestCustomizer());
        return new ServerConnector(server, keys, new HttpConnectionFactory(configuration));
    }

    private static HttpServletSseServerTransportProvider mcp() {
        ObjectMapper json = new ObjectMapper();
        HttpServletSseServerTransportProvider transport =
                new HttpServletSseServerTransportProvider(json, "/message", "/sse");
        McpServer.SyncSpecification server = McpServer.sync(transport)
                .serverInfo("test-server", "1")
                .capabilities(ServerCapabilities.builder().tools(true).build());
        ToolSet.allTools()
                .forEach(tool -> server.tool(
                        new Tool(tool.name(), tool.name(), tool.inputSchema()),
                        (exchange, arguments) -> new CallToolResult(tool.body().apply(arguments), false)));
        server.build();
        return transport;
    }
}
