package io.mcpoauth2.agent.instrumentation.doors.liberty;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Where a virtual host looks for the application whose code is to handle a request, of either HTTP transport. */
public final class LibertyInstrumentation {
    private LibertyInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(new TypeInstrumentation(
                "com.ibm.ws.http.internal.VirtualHostImpl",
                "Open Liberty metadata hook",
                false,
                List.of(new MethodWeaving(
                        "discriminate",
                        List.of(),
                        "io.mcpoauth2.agent.instrumentation.doors.liberty.DiscriminateAdvice",
                        true))));
    }
}
