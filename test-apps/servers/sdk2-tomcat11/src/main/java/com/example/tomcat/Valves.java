package com.example.tomcat;

import com.example.server.Executions;
import com.example.server.Options;
import java.io.CharArrayWriter;
import java.io.IOException;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.catalina.valves.rewrite.RewriteValve;

/** The valves an operator may add: one that answers itself, one that rewrites paths, an access log. */
final class Valves {
    private Valves() {}

    /** Adds those that the options name, each to the engine, the host or the context. */
    static void add(Options options, Tomcat tomcat, Context context) {
        if (options.flag("access-log")) {
            tomcat.getHost().getPipeline().addValve(new StderrAccessLog());
        }
        level(options.text("status-valve", ""), tomcat, context, new StatusValve());
        level(options.text("rewrite-valve", ""), tomcat, context, new RewriteToRoot());
    }

    private static void level(String name, Tomcat tomcat, Context context, ValveBase valve) {
        Container container = switch (name) {
            case "engine" -> tomcat.getEngine();
            case "host" -> tomcat.getHost();
            case "context" -> context;
            default -> null;
        };
        if (container != null) {
            container.getPipeline().addValve(valve);
        }
    }

    /** Answers {@code /status} itself, as Tomcat's {@code HealthCheckValve} does, and counts all requests. */
    private static final class StatusValve extends ValveBase {
        StatusValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, jakarta.servlet.ServletException {
            Executions.record();
            if (request.getRequestURI().equals("/status")) {
                response.getWriter().print("up");
            } else {
                getNext().invoke(request, response);
            }
        }
    }

    /** Takes {@code /open/x} for {@code /x}. */
    private static final class RewriteToRoot extends RewriteValve {
        @Override
        protected synchronized void startInternal() throws org.apache.catalina.LifecycleException {
            super.startInternal();
            try {
                setConfiguration("RewriteRule ^/open(/.*)$ $1");
            } catch (Exception e) {
                throw new org.apache.catalina.LifecycleException(e);
            }
        }
    }

    private static final class StderrAccessLog extends AbstractAccessLogValve {
        StderrAccessLog() {
            setPattern("%m %U %s");
        }

        @Override
        protected void log(CharArrayWriter message) {
            System.err.println("access: " + message);
        }
    }
}
