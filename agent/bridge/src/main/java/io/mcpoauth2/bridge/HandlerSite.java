package io.mcpoauth2.bridge;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One guarded handler: its name, its policy, and how to speak to the copy of the API its class loader has.
 *
 * <p>Made when the woven invokedynamic instruction first runs, and then a constant to the compiler. Throwing while it is
 * made keeps the body from running.
 */
public final class HandlerSite {
    private static final String API = "io.mcpoauth2.";

    private final String name;
    private final HandlerPolicy policy;
    private final Class<?> owner;
    private final @Nullable Class<?> userType;
    private final @Nullable MethodHandle userFactory;
    private final @Nullable MethodHandle newNotAuthenticated;
    private final @Nullable MethodHandle newNotAuthorized;

    private final @Nullable Object scopedUser;
    private final boolean preset;
    private final boolean knowsOperation;
    private final boolean deferred;
    private final @Nullable MethodHandle failed;

    /**
     * @param preset whether nothing but its framework makes it a handler
     * @param knowsOperation whether the policy knows by which operation clients call it
     * @param returned the type of its result
     * @param deferred whether it goes on after it has returned
     */
    private HandlerSite(
            String name,
            HandlerPolicy policy,
            Class<?> owner,
            boolean preset,
            boolean knowsOperation,
            Class<?> returned,
            boolean deferred)
            throws ReflectiveOperationException {
        this.name = name;
        this.policy = policy;
        this.owner = owner;
        this.preset = preset;
        this.knowsOperation = knowsOperation;
        this.deferred = deferred;
        this.failed = DeferredResults.failure(returned);
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        this.userType = apiClass("AuthenticatedUser");
        this.userFactory = userType == null
                ? null
                : lookup.findStatic(userType, "of", MethodType.methodType(userType, Map.class))
                        .asType(MethodType.methodType(Object.class, Map.class));
        Class<?> notAuthenticated = apiClass("NotAuthenticatedException");
        this.newNotAuthenticated = notAuthenticated == null
                ? null
                : lookup.findConstructor(notAuthenticated, MethodType.methodType(void.class, String.class))
                        .asType(MethodType.methodType(SecurityException.class, String.class));
        Class<?> notAuthorized = apiClass("NotAuthorizedException");
        this.newNotAuthorized = notAuthorized == null
                ? null
                : lookup.findConstructor(notAuthorized, MethodType.methodType(void.class, String.class, Set.class))
                        .asType(MethodType.methodType(SecurityException.class, String.class, Set.class));
        this.scopedUser = registerScopedUser();
    }

    /**
     * Bootstrap method of the woven instruction.
     *
     * @param handler what messages call the handler, {@code Class.method}
     * @param scopes the scopes needed, separated by spaces
     * @param roles the roles of which one is needed, separated by line feeds
     * @param preset 1 where nothing but its framework makes it a handler, else 0
     * @param returned the name of its result's type
     * @param method of JSON-RPC by which clients call it; empty where that is not known
     * @param target the name or URI by which they do; empty where that is not known
     */
    public static CallSite link(
            MethodHandles.Lookup caller,
            String name,
            MethodType type,
            String handler,
            String scopes,
            String roles,
            int preset,
            String returned,
            String method,
            String target)
            throws ReflectiveOperationException {
        HandlerPolicy policy =
                Installation.runtime().handlerPolicy(split(scopes, " "), split(roles, "\n"), method, target);
        Class<?> owner = caller.lookupClass();
        Class<?> result = DeferredResults.type(returned, owner.getClassLoader());
        boolean knowsOperation = !method.isEmpty() && !target.isEmpty();
        HandlerSite site = new HandlerSite(
                handler, policy, owner, preset != 0, knowsOperation, result, DeferredResults.isDeferred(result));
        return new ConstantCallSite(MethodHandles.constant(HandlerSite.class, site));
    }

    /**
     * A function that an application has registered with its MCP framework.
     *
     * @param deferred whether it goes on after it has returned
     */
    static HandlerSite ofFunction(Class<?> function, boolean deferred) {
        String name = function.getName();
        int lambda = name.indexOf("$$Lambda");
        try {
            return new HandlerSite(
                    lambda < 0 ? name : "a function of " + name.substring(0, lambda),
                    Installation.runtime().handlerPolicy(Set.of(), Set.of(), "", ""),
                    function,
                    true,
                    false,
                    Object.class,
                    deferred);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: " + name + " cannot be guarded", e);
        }
    }

    boolean isPreset() {
        return preset;
    }

    /** Whether the handler goes on after it has returned, and so needs its caller there. */
    boolean isDeferred() {
        return deferred;
    }

    /**
     * Refuses as the handler's result allows.
     *
     * @return what the handler returns in place of its own result
     * @throws SecurityException the refusal itself, if nothing can be returned for it
     */
    Object refuse(SecurityException refusal) throws Exception {
        if (failed == null) {
            throw refusal;
        }
        return DeferredResults.failed(failed, refusal);
    }

    /**
     * Each handler is entered twice, the second time inside the binding: the policy is asked once. Where only its framework
     * makes it a handler, and nobody can tell which operation runs it, the gate has judged that by the message.
     */
    @Nullable
    Denial judge(RequestIdentity caller) {
        if (caller.isAdmittedBy(this)) {
            return null;
        }
        Denial denial = caller.isAnonymous() && preset && !knowsOperation ? null : policy.judge(caller);
        if (denial == null) {
            caller.admitBy(this);
        }
        return denial;
    }

    /** How the handler's copy of the API shows the user as a ScopedValue; null if it does not. */
    @Nullable
    Object scopedUser() {
        return scopedUser;
    }

    SecurityException notAuthenticated() {
        String message = name + " needs an authenticated caller: no validated access token reached it"
                + (preset ? " (guarded as its framework's handler, which presets=off would change)" : "");
        try {
            return newNotAuthenticated == null
                    ? new NotAuthenticatedException(message)
                    : (SecurityException) newNotAuthenticated.invokeExact(message);
        } catch (Throwable t) {
            return withCause(new NotAuthenticatedException(message), t);
        }
    }

    SecurityException notAuthorized(Denial denial) {
        String message = name + ": " + denial.message();
        try {
            return newNotAuthorized == null
                    ? new NotAuthorizedException(message, denial.requiredScopes())
                    : (SecurityException) newNotAuthorized.invokeExact(message, denial.requiredScopes());
        } catch (Throwable t) {
            return withCause(new NotAuthorizedException(message, denial.requiredScopes()), t);
        }
    }

    Object userOf(RequestIdentity caller) {
        Class<?> copy = userType;
        MethodHandle factory = userFactory;
        if (copy == null || factory == null) {
            throw new IllegalStateException("mcp-oauth2-agent: " + owner.getName() + " cannot see " + API
                    + "AuthenticatedUser, though a parameter has that type");
        }
        return caller.as(copy, user -> make(factory, user));
    }

    private static Object make(MethodHandle factory, Map<String, Object> user) {
        try {
            return (Object) factory.invokeExact(user);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException("mcp-oauth2-agent: the user could not be described to the application", t);
        }
    }

    /** Has {@code ScopedUser.USER} of the handler's copy of the API bound beside our own frame, on JDK 25 and later. */
    private @Nullable Object registerScopedUser() throws ReflectiveOperationException {
        Class<?> copy = userType;
        MethodHandle factory = userFactory;
        Class<?> scopedUser = Runtime.version().feature() < 25 ? null : apiClass("ScopedUser");
        if (scopedUser == null || copy == null || factory == null) {
            return null;
        }
        Object key = scopedUser.getField("USER").get(null);
        return Guard.FRAMES.register(key, copy, user -> make(factory, user));
    }

    private @Nullable Class<?> apiClass(String simpleName) {
        try {
            return Class.forName(API + simpleName, false, owner.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null; // The application does not link the API.
        }
    }

    private static SecurityException withCause(SecurityException refusal, Throwable cause) {
        refusal.addSuppressed(cause);
        return refusal;
    }

    private static Set<String> split(String joined, String separator) {
        return joined.isEmpty() ? Set.of() : Set.copyOf(new LinkedHashSet<>(Arrays.asList(joined.split(separator))));
    }

    @Override
    public String toString() {
        return name;
    }
}
