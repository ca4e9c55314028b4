package io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/** Where Spring Security looks for its user in Reactor's Context, and the filter behind those that put one there. */
public final class SpringSecurityReactiveUserInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux.";
    private static final String KIND = "Spring Security reactive user";

    private SpringSecurityReactiveUserInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "org.springframework.security.core.context.ReactiveSecurityContextHolder",
                        KIND,
                        false,
                        List.of(new MethodWeaving("getContext", List.of(), HERE + "ReactiveContextAdvice", true))),
                new TypeInstrumentation(
                        "org.springframework.security.web.server.context.SecurityContextServerWebExchangeWebFilter",
                        KIND,
                        false,
                        List.of(new MethodWeaving(
                                "filter",
                                List.of(
                                        "org.springframework.web.server.ServerWebExchange",
                                        "org.springframework.web.server.WebFilterChain"),
                                HERE + "AuthenticatedAdvice",
                                true))));
    }
}
