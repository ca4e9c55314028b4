package io.mcpoauth2.agent.config;

import java.util.List;

/**
 * Which frameworks show the caller of a request to a protected path as their own user.
 *
 * @param servletPrincipal whether {@code HttpServletRequest} does
 * @param springSecurity whether Spring Security's context does
 * @param quarkusIdentity whether Quarkus' {@code SecurityIdentity} does
 * @param micronautPrincipal whether Micronaut's {@code HttpRequest} does
 */
public record FrameworkUsers(
        boolean servletPrincipal, boolean springSecurity, boolean quarkusIdentity, boolean micronautPrincipal) {
    /** One for each. */
    static final List<Key> KEYS =
            List.of(Key.SERVLET_PRINCIPAL, Key.SPRING_SECURITY, Key.QUARKUS_IDENTITY, Key.MICRONAUT_PRINCIPAL);

    static FrameworkUsers read(Values values, RoutePatterns protectedRoutes) {
        FrameworkUsers users = new FrameworkUsers(
                values.isOn(Key.SERVLET_PRINCIPAL),
                values.isOn(Key.SPRING_SECURITY),
                values.isOn(Key.QUARKUS_IDENTITY),
                values.isOn(Key.MICRONAUT_PRINCIPAL));
        for (Key key : KEYS) {
            if (values.isOn(key) && protectedRoutes.isEmpty()) {
                values.warn(key, "shows nobody, as no path is protected (protected_routes=none)");
            }
        }
        return users;
    }
}
