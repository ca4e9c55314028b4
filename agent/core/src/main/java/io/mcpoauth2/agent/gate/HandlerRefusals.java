package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.bridge.NotAuthorizedException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the exception by which a guarded handler refused its caller into the answer the gate would have given.
 *
 * <p>The application's own copies of the exceptions are recognised by name, as their classes are not ours.
 */
public final class HandlerRefusals {
    /** Frameworks wrap exceptions a few times; the bound ends cycles too. */
    private static final int MAX_CAUSES = 16;

    private static final int MAX_SCOPES = 64;
    private static final int MAX_MESSAGE = 500;

    private final ErrorReplies refusals;

    public HandlerRefusals(ErrorReplies refusals) {
        this.refusals = refusals;
    }

    /** The refusal {@code failure} or one of its causes stands for; empty if it is none of the guard's. */
    public Optional<HttpReply> refusalOf(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            switch (cause.getClass().getName()) {
                case "io.mcpoauth2.NotAuthenticatedException", "io.mcpoauth2.bridge.NotAuthenticatedException" -> {
                    return Optional.of(refusals.unauthenticated());
                }
                case "io.mcpoauth2.NotAuthorizedException", "io.mcpoauth2.bridge.NotAuthorizedException" -> {
                    return Optional.of(notAuthorized(cause));
                }
                default -> cause = cause.getCause();
            }
        }
        return Optional.empty();
    }

    private HttpReply notAuthorized(Throwable refusal) {
        Set<String> scopes = scopesOf(requiredScopes(refusal));
        return scopes.isEmpty() ? refusals.forbidden(messageOf(refusal)) : refusals.insufficientScope(scopes);
    }

    private static @Nullable Object requiredScopes(Throwable refusal) {
        if (refusal instanceof NotAuthorizedException own) {
            return own.requiredScopes();
        }
        try {
            return refusal.getClass().getMethod("requiredScopes").invoke(refusal);
        } catch (ReflectiveOperationException e) {
            return null; // Another version of the API: refused all the same, without a challenge.
        }
    }

    /** Sorted, as the sets of the JDK have no stable order. */
    private static Set<String> scopesOf(@Nullable Object required) {
        Set<String> scopes = new TreeSet<>();
        if (required instanceof Collection<?> collection) {
            for (Object scope : collection) {
                if (scope instanceof String text && scopes.size() < MAX_SCOPES) {
                    scopes.add(text);
                }
            }
        }
        return scopes;
    }

    private static String messageOf(Throwable refusal) {
        String message = refusal.getMessage();
        if (message == null) {
            return "The caller may not use this operation";
        }
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }
}
