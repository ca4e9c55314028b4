package io.mcpoauth2.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Where handlers run without a caller that nobody but their framework has marked.
 *
 * <p>They are guarded against calls that came by HTTP. What is called before anything listens, or on standard input and
 * output, did not; anything else may have, and has lost its caller on the way.
 */
public final class Presets {
    private static volatile boolean serving;

    private Presets() {}

    /** Something listens in this JVM, or may do so: from now on a call may have come by HTTP. */
    public static void serve() {
        serving = true;
    }

    /**
     * Whether what the thread does came by no HTTP.
     *
     * @param caller no open one; null where the thread works for no request that is known
     */
    public static boolean pass(@Nullable RequestIdentity caller) {
        return !serving || (caller != null && caller.isOfStdio());
    }
}
