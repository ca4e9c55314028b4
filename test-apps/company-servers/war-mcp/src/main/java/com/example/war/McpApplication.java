package com.example.war;

import com.example.mcp.McpServlet;
import com.example.server.Options;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import reactor.core.scheduler.Schedulers;

/** An MCP server as an application of a container, at {@code /mcp} below its context path. */
public final class McpApplication implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        McpServlet mcp = McpServlet.of(new Options());
        ServletRegistration.Dynamic servlet = event.getServletContext().addServlet("mcp", mcp.servlet());
        servlet.setAsyncSupported(true);
        servlet.addMapping(mcp.paths().toArray(String[]::new));
    }

    /** The SDK leaves Reactor's threads, which would hold the application. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Schedulers.shutdownNow();
    }
}
