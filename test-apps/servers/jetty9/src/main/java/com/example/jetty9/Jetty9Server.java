package com.example.jetty9;

import com.example.javax.JavaxRoutes;
import com.example.server.Options;
import com.example.server.ServerProcess;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;

/** A servlet on a release from before {@code jakarta.servlet}. */
public final class Jetty9Server {
    private Jetty9Server() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(options.port());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                JavaxRoutes.add(event.getServletContext());
            }

            @Override
            public void contextDestroyed(ServletContextEvent event) {
                // Nothing of it is to be undone.
            }
        });
        server.setHandler(context);
        System.err.println("jetty: " + Server.getVersion());
        server.start();
        return connector.getLocalPort();
    }
}
