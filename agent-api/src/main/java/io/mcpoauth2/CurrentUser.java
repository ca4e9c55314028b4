package io.mcpoauth2;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The user of the guarded method that is running on the calling thread, or whose publisher or stage is.
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

    /**
     * A task that runs for the request that calls this, wherever it is run: by a thread that is started by hand, by a pool
     * that the agent does not see through. Called within a guarded method, the task has its current user.
     *
     * <p>Once the request has ended the task still runs, but has no user. Without a request the task is returned as it is.
     *
     * @param task to be given to another thread; each call of this makes another task of it
     */
    public static Runnable propagate(Runnable task) {
        Callable<?> propagated = propagated(() -> {
            task.run();
            return null;
        });
        return () -> {
            try {
                var unused = propagated.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e); // A Runnable throws none.
            }
        };
    }

    /** The same for a task with a result. */
    @SuppressWarnings("unchecked") // It returns what the task does.
    public static <T extends @Nullable Object> Callable<T> propagate(Callable<T> task) {
        return (Callable<T>) propagated(task);
    }

    private static Callable<?> propagated(Callable<?> task) {
        AgentLink agent = AgentLink.find();
        return agent == null ? SimulatedUser.propagate(task) : agent.propagate(task);
    }

    /**
     * Says that the program is to run with the agent only: to be called when it starts.
     *
     * @throws IllegalStateException if no agent protects this JVM
     */
    public static void requireAgent() {
        AgentLink agent = AgentLink.find();
        if (agent == null || !agent.installed()) {
            throw new IllegalStateException("mcp-oauth2-agent does not protect this JVM: start it with -javaagent");
        }
    }

    private static @Nullable AuthenticatedUser current() {
        AgentLink agent = AgentLink.find();
        return agent == null ? SimulatedUser.current() : agent.currentUser();
    }
}
