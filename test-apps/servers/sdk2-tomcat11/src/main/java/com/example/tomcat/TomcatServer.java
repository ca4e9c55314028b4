package com.example.tomcat;

import com.example.mcp.McpServlet;
import com.example.server.Options;
import com.example.server.ServerProcess;
import com.example.servlet.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.SSLValve;
import org.apache.tomcat.websocket.server.WsSci;

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
        Connector connector = HttpConnector.of(options);
        tomcat.setConnector(connector);
        if (options.management() != null) {
            tomcat.getService().addConnector(HttpConnector.of(options.management()));
        }
        if (options.flag("forwarded")) {
            // The headers of a proxy change the request.
            tomcat.getEngine().getPipeline().addValve(new RemoteIpValve());
            tomcat.getEngine().getPipeline().addValve(new SSLValve());
        }
        Context context = tomcat.addContext("", null);
        if (options.flag("websocket")) {
            // Tomcat's filter for handshakes runs where a servlet is.
            Tomcat.addServlet(context, "default", new DefaultServlet());
            context.addServletMappingDecoded("/", "default");
            context.addServletContainerInitializer(new WsSci(), Set.of());
        }
        context.addServletContainerInitializer(new Routes(mcp.servlet(), mcp.paths()), Set.of());
        if (options.flag("login")) {
            FormLogin.add(tomcat, context);
        }
        Valves.add(options, tomcat, context);
        tomcat.start();
        return connector.getLocalPort();
    }

    private static Path workDirectory() throws Exception {
        Path directory = Files.createTempDirectory("tomcat-server");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ExpandWar.delete(directory.toFile()), "work-directory"));
        return directory;
    }
}
