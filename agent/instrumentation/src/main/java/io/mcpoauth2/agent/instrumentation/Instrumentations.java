package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.instrumentation.context.reactor.ReactorInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.jdkhttp.JdkHttpInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.jetty.JettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.liberty.LibertyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.servlet.ServletInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.tomcat.TomcatInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.undertow.UndertowInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk.McpSdkInstrumentation;
import java.util.ArrayList;
import java.util.List;

/** All there is to weave beside handlers. */
final class Instrumentations {
    private Instrumentations() {}

    static List<TypeInstrumentation> of(Settings settings) {
        List<TypeInstrumentation> all = doors();
        if (!settings.protectedRoutes().isEmpty()) {
            // With protected_routes=none the operator wants guarded handlers only.
            all.addAll(McpSdkInstrumentation.types());
        }
        if (settings.propagation()) {
            all.addAll(ReactorInstrumentation.types());
        }
        return all;
    }

    /** The servers' classes, whatever is configured. */
    static List<TypeInstrumentation> doors() {
        List<TypeInstrumentation> doors = new ArrayList<>();
        doors.addAll(TomcatInstrumentation.types());
        doors.addAll(JettyInstrumentation.types());
        doors.addAll(ServletInstrumentation.types());
        doors.addAll(JdkHttpInstrumentation.types());
        doors.addAll(UndertowInstrumentation.types());
        doors.addAll(LibertyInstrumentation.types());
        return doors;
    }
}
