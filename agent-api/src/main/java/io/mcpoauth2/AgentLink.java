package io.mcpoauth2;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to the agent: {@code io.mcpoauth2.bridge.ApiAccess} in the bootstrap loader, by name.
 *
 * <p>Absent is normal and cheap; present but different is an error, never taken for absent.
 */
final class AgentLink {
    /** Set by the agent once it is installed, so that an attach is noticed; its value has no meaning. */
    static final String MARKER_PROPERTY = "io.mcpoauth2.agent.installed";

    private static final String BRIDGE = "io.mcpoauth2.bridge.";
    private static final Function<Map<String, Object>, AuthenticatedUser> FACTORY = AuthenticatedUser::of;

    private static volatile @Nullable AgentLink link;
    private static volatile boolean lookedUp;

    private final MethodHandle installed;
    private final MethodHandle currentUser;
    private final MethodHandle validate;
    private final MethodHandle propagate;
    private final Class<?> invalidToken;

    /**
     * @param access the bridge's class
     * @throws IllegalStateException if it lacks what this API calls
     */
    AgentLink(Class<?> access) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            this.installed = lookup.findStatic(access, "installed", MethodType.methodType(boolean.class));
            this.currentUser = lookup.findStatic(
                    access, "currentUser", MethodType.methodType(Object.class, Class.class, Function.class));
            this.validate = lookup.findStatic(access, "validate", MethodType.methodType(Map.class, String.class));
            this.propagate =
                    lookup.findStatic(access, "propagate", MethodType.methodType(Callable.class, Callable.class));
            this.invalidToken = Class.forName(BRIDGE + "NotAuthenticatedException", false, null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent and its API do not fit together: update both", e);
        }
    }

    /** The link, or null when no agent is there. A system property read when absent, a field read when present. */
    static @Nullable AgentLink find() {
        AgentLink known = link;
        if (known != null || (lookedUp && System.getProperty(MARKER_PROPERTY) == null)) {
            return known;
        }
        AgentLink found = lookUp();
        link = found;
        lookedUp = true;
        return found;
    }

    private static @Nullable AgentLink lookUp() {
        try {
            return new AgentLink(Class.forName(BRIDGE + "ApiAccess", false, null));
        } catch (ClassNotFoundException e) {
            return null; // No agent in this JVM; child processes may have inherited the marker alone.
        }
    }

    boolean installed() {
        try {
            return (boolean) installed.invokeExact();
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Nullable
    AuthenticatedUser currentUser() {
        try {
            return (AuthenticatedUser) (Object) currentUser.invokeExact((Class<?>) AuthenticatedUser.class, FACTORY);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    Callable<?> propagate(Callable<?> task) {
        try {
            return (Callable<?>) propagate.invokeExact(task);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    AuthenticatedUser validate(String token) {
        Map<String, Object> user;
        try {
            user = validated(token);
        } catch (Throwable t) {
            if (invalidToken.isInstance(t)) {
                throw new NotAuthenticatedException(String.valueOf(t.getMessage()));
            }
            throw failure(t);
        }
        return AuthenticatedUser.of(user);
    }

    @SuppressWarnings("unchecked") // The bridge's signature says so.
    private Map<String, Object> validated(String token) throws Throwable {
        return (Map<String, Object>) (Map<?, ?>) validate.invokeExact(token);
    }

    private static RuntimeException failure(Throwable t) {
        if (t instanceof Error e) {
            throw e;
        }
        return t instanceof RuntimeException e
                ? e
                : new IllegalStateException("mcp-oauth2-agent failed unexpectedly", t);
    }
}
