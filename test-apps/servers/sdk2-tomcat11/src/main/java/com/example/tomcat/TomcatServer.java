package com.example.tomcat;

import com.example.mcp.McpServlet;
import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.server.VirtualThreads;
import com.example.servlet.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;

/** An MCP server on embedded Tomcat, as its users write one. */
public final class TomcatServer {
    private TomcatServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        // Tomcat logs by java.util.logging, at INFO unless told otherwise.
        Logger.getLogger("").setLevel(Level.WARNING);
        McpServlet mcp = McpServlet.of(options);

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(workDirectory().toString());
        Connector connector = new Connector("HTTP/1.1");
        connector.setProperty("address", "127.0.0.1");
        connector.setPort(options.port());
        connector.setThrowOnFailure(true);
        if (options.flag("virtual")) {
            connector.getProtocolHandler().setExecutor(VirtualThreads.executor());
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new Routes(mcp.servlet(), mcp.paths()), Set.of());
        tomcat.start();
        return connector.getLocalPort();
    }

    private static Path workDirectory() throws Exception {
        Path directory = Files.createTempDirectory("tomcat-server");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ExpandWar.delete(directory.toFile()), "work-directory"));
        return directory;
    }
}
