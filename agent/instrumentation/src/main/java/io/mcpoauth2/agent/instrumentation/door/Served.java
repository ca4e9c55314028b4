package io.mcpoauth2.agent.instrumentation.door;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Watched;
import org.jspecify.annotations.Nullable;

/**
 * What a thread serves, a connection or one stream of it, where the requests of a server do not tell how that is ended: the
 * thread knows, as it serves nothing else.
 */
public abstract class Served implements Watched {
    private static final ThreadLocal<@Nullable Served> HERE = new ThreadLocal<>();

    /** The thread serves this from now on. */
    public final void enter() {
        HERE.set(this);
    }

    /** The thread has done with what it served. */
    public static void leave() {
        HERE.remove();
    }

    /**
     * What the calling thread serves.
     *
     * @throws IllegalStateException if that is nothing that could be ended
     */
    public static Served here() {
        Served here = HERE.get();
        if (here == null) {
            throw new IllegalStateException("mcp-oauth2-agent: a request came by no connection that is known");
        }
        return here;
    }

    /** Sees to it that nothing more reaches the client, by any thread and any number of times; does not wait for it. */
    public abstract void cut();

    @Override
    public final void expire(Admission admission) {
        cut();
    }
}
