package io.mcpoauth2.agent.instrumentation.context.servlet;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * What a servlet container asks its request's user for. Of Tomcat the facade that applications get: its authenticators ask the
 * request behind it, and would take the caller for a user who has logged in.
 */
public final class ServletUserInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.servlet.";

    private ServletUserInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                type("org.apache.catalina.connector.RequestFacade", "Tomcat user", true),
                type("org.eclipse.jetty.ee11.servlet.ServletApiRequest", "Jetty user", true),
                type("org.eclipse.jetty.ee10.servlet.ServletApiRequest", "Jetty user", true),
                type("org.eclipse.jetty.ee9.nested.Request", "Jetty user", true),
                type("org.eclipse.jetty.ee8.nested.Request", "Jetty user", true),
                type("org.eclipse.jetty.server.Request", "Jetty user", false), // Of Jetty 12 it is no servlet request.
                type("io.undertow.servlet.spec.HttpServletRequestImpl", "Undertow user", true));
    }

    private static TypeInstrumentation type(String name, String kind, boolean required) {
        return new TypeInstrumentation(
                name,
                kind,
                false,
                List.of(
                        new MethodWeaving("getUserPrincipal", List.of(), HERE + "UserPrincipalAdvice", required),
                        new MethodWeaving("getRemoteUser", List.of(), HERE + "RemoteUserAdvice", required),
                        new MethodWeaving(
                                "isUserInRole", List.of("java.lang.String"), HERE + "UserInRoleAdvice", required),
                        new MethodWeaving("getAuthType", List.of(), HERE + "AuthTypeAdvice", required)));
    }
}
