package com.example.jetty;

import com.example.mcp.McpServlet;
import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.VirtualThreads;
import com.example.servlet.Routes;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An MCP server on embedded Jetty, as its users write one. */
public final class JettyServer {
    private JettyServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        McpServlet mcp = McpServlet.of(options);

        QueuedThreadPool threads = new QueuedThreadPool();
        if (options.flag("virtual")) {
            threads.setVirtualThreadsExecutor(VirtualThreads.executor());
        }
        Server server = options.flag("overriding") ? new StatusServer(threads) : new Server(threads);
        ServerConnector connector = HttpConnector.of(server, options);
        server.addConnector(connector);
        if (options.management() != null) {
            server.addConnector(HttpConnector.of(server, options.management()));
        }
        ServletContextHandler context = new ServletContextHandler("/");
        if (options.flag("websocket")) {
            context.addServletContainerInitializer(new JakartaWebSocketServletContainerInitializer());
        }
        context.addServletContainerInitializer(new Routes(mcp.servlet(), mcp.paths()));
        server.setHandler(context);
        server.start();
        return connector.getLocalPort();
    }
}
