package io.mcpoauth2.bridge;

import java.util.Set;

/**
 * Why an authenticated user may not call a handler.
 *
 * @param message names what the handler needs, never anything of the user
 * @param requiredScopes all scopes the handler needs when scopes are what is missing; empty when a role is
 */
public record Denial(String message, Set<String> requiredScopes) {}
