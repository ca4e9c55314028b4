package com.example.tomcat9;

import com.example.javax.JavaxRoutes;
import com.example.server.Executions;
import com.example.server.Options;
import com.example.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.ExpandWar;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;

/** A servlet and a valve on a release from before {@code jakarta.servlet}. */
public final class Tomcat9Server {
    private Tomcat9Server() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        Path directory = Files.createTempDirectory("tomcat-server");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ExpandWar.delete(directory.toFile()), "work-directory"));
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(options.port());
        tomcat.getEngine().getPipeline().addValve(new CountingValve());
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer((classes, application) -> JavaxRoutes.add(application), Set.of());
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    private static final class CountingValve extends ValveBase {
        CountingValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Executions.record();
            getNext().invoke(request, response);
        }
    }
}
