package io.mcpoauth2.bridge;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one installation of the agent in this JVM. */
public final class Installation {
    /** System property that tells copies of the API to look for the bridge again. Its value has no meaning. */
    public static final String MARKER_PROPERTY = "io.mcpoauth2.agent.installed";

    private static final AtomicBoolean CLAIMED = new AtomicBoolean();
    private static final AtomicReference<@Nullable AgentRuntime> RUNTIME = new AtomicReference<>();

    private Installation() {}

    /** True for the first caller in this JVM; a jar named twice on one command line is installed once. */
    public static boolean claim() {
        return CLAIMED.compareAndSet(false, true);
    }

    /** Gives a claim back after a start that failed and changed nothing, so that another attempt is possible. */
    public static void release() {
        CLAIMED.set(false);
    }

    /** Makes {@code runtime} decide from now on; only once. */
    public static void complete(AgentRuntime runtime) {
        if (!RUNTIME.compareAndSet(null, runtime)) {
            throw new IllegalStateException("mcp-oauth2-agent is already installed");
        }
        System.setProperty(MARKER_PROPERTY, "true");
    }

    /** Undoes {@link #complete}, where what had to follow failed; what is woven until then refuses. */
    public static void withdraw() {
        RUNTIME.set(null);
        System.clearProperty(MARKER_PROPERTY);
    }

    /**
     * @throws IllegalStateException if no agent has been installed: woven code then fails rather than runs open
     */
    static AgentRuntime runtime() {
        AgentRuntime runtime = RUNTIME.get();
        if (runtime == null) {
            throw new IllegalStateException("mcp-oauth2-agent: woven code runs without an installed agent");
        }
        return runtime;
    }

    static boolean isComplete() {
        return RUNTIME.get() != null;
    }
}
