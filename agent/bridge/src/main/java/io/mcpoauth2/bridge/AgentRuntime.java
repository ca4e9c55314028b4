package io.mcpoauth2.bridge;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;

/** What the installed agent decides for woven code and for the API. Implemented outside of the bootstrap loader. */
public interface AgentRuntime {
    /**
     * The rule of one guarded handler, asked once when its call site links.
     *
     * @param scopes all of them are needed
     * @param roles any of them is needed; empty means none is
     * @param method of JSON-RPC by which clients call it; empty where that is not known
     * @param target the name or URI by which they do; empty where that is not known
     */
    HandlerPolicy handlerPolicy(Set<String> scopes, Set<String> roles, String method, String target);

    /**
     * The method that a door's woven call runs, defined beside the application's own classes.
     *
     * @param woven the woven class
     * @param adviceClass name of the class that holds it
     */
    MethodHandle doorMethod(Class<?> woven, String adviceClass, String method, MethodType type)
            throws ReflectiveOperationException;

    /**
     * Validates a token as the gate does; see {@code io.mcpoauth2.TokenValidation}.
     *
     * @return the user, keys as in {@link UserKeys}
     * @throws NotAuthenticatedException if the token is not valid for this server; the message names the failed check
     * @throws IllegalStateException if it cannot be told now because keys are unavailable
     */
    Map<String, Object> validate(String token);
}
