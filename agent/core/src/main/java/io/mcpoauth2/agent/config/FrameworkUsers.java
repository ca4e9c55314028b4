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
}
