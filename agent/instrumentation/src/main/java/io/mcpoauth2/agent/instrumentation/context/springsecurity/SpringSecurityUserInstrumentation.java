package io.mcpoauth2.agent.instrumentation.context.springsecurity;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Where a context of Spring Security tells its user, and where a filter chain begins and finds out who that is. All contexts
 * are woven and no holder of them: whichever way one comes to a thread, it tells the user of what the thread works for.
 */
public final class SpringSecurityUserInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.context.springsecurity.";
    private static final String KIND = "Spring Security user";

    private SpringSecurityUserInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "org.springframework.security.core.context.SecurityContextImpl",
                        KIND,
                        false,
                        List.of(new MethodWeaving(
                                "getAuthentication", List.of(), HERE + "AuthenticationAdvice", true))),
                filter("org.springframework.security.web.context.SecurityContextHolderFilter"),
                filter("org.springframework.security.web.context.SecurityContextPersistenceFilter"));
    }

    private static TypeInstrumentation filter(String name) {
        return new TypeInstrumentation(
                name,
                KIND,
                false,
                List.of(new MethodWeaving(
                        "doFilter",
                        List.of(
                                "jakarta.servlet.ServletRequest",
                                "jakarta.servlet.ServletResponse",
                                "jakarta.servlet.FilterChain"),
                        HERE + "ChainAdvice",
                        true)));
    }
}
