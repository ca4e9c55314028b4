package io.mcpoauth2;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user of the guarded method that is running on the calling thread.
 *
 * <p>There is none outside of guarded methods, in threads they start by themselves, and without the agent. A guarded
 * method that a continuation calls (a stage of a {@link java.util.concurrent.CompletableFuture}, an operator of Reactor)
 * runs for the request that registered the continuation, not for the one whose thread runs it; the project's
 * architecture document names the futures and publishers for which that cannot be told.
 */
public final class CurrentUser {
    private CurrentUser() {}

    /** The user, or empty when there is none. */
    public static Optional<AuthenticatedUser> find() {
        return Optional.ofNullable(current());
    }

    /**
     * The user.
     *
     * @throws NotAuthenticatedException if there is none
     */
    public static AuthenticatedUser get() {
        AuthenticatedUser user = current();
        if (user == null) {
            throw new NotAuthenticatedException("no authenticated user: not called from a guarded MCP handler");
        }
        return user;
    }

    private static @Nullable AuthenticatedUser current() {
        AgentLink agent = AgentLink.find();
        return agent == null ? SimulatedUser.current() : agent.currentUser();
    }
}
