package io.mcpoauth2.agent.instrumentation.context.future;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Futures;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has the JDK's {@code CompletableFuture} woven before the first request of a server with a door, and never in another
 * JVM.
 *
 * <p>A class of the JDK that cannot be woven stays as it is: then the identity is not carried and a stage runs as whoever
 * completes its future, which is said.
 */
public final class FutureWeaving implements ClassFileTransformer {
    private static final String FUTURE = "java/util/concurrent/CompletableFuture";

    private final Instrumentation jvm;
    private final AgentLog log;
    private final Consumer<String> gaps;
    private volatile boolean expected;
    private volatile boolean done;
    private volatile boolean woven;
    private volatile @Nullable Throwable failure;

    /**
     * @param gaps told if it cannot be woven
     */
    public FutureWeaving(Instrumentation jvm, AgentLog log, Consumer<String> gaps) {
        this.jvm = jvm;
        this.log = log;
        this.gaps = gaps;
    }

    /** A door has been woven, so that there may be requests. Called while classes are loaded: does nothing more. */
    public void expect() {
        expected = true;
    }

    /** Weaves what is expected to be needed, once; others wait until it is done. Never called while a class is loaded. */
    public void weave() {
        if (expected && !done) {
            weaveOnce();
        }
    }

    private synchronized void weaveOnce() {
        if (done) {
            return;
        }
        try {
            Futures.end(Futures.begin()); // Loaded here, not from within the JDK.
            jvm.addTransformer(this, true);
            jvm.retransformClasses(CompletableFuture.class);
            if (failure == null && !woven) {
                failure = new IllegalStateException("this JVM does not show the class file");
            }
        } catch (Throwable t) {
            failure = t;
        } finally {
            done = true;
        }
        Throwable cause = failure;
        if (cause != null) {
            report(cause);
        }
    }

    private void report(Throwable cause) {
        jvm.removeTransformer(this);
        gaps.accept("identity in stages of CompletableFuture (it cannot be woven)");
        log.error(
                "CompletableFuture cannot be woven: the identity is not carried to its stages, and a stage runs as the"
                        + " request that completes its future",
                cause);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader != null || !FUTURE.equals(name)) {
            return null;
        }
        try {
            byte[] result = FutureWeaver.weave(classFile);
            woven = true;
            return result;
        } catch (Throwable t) {
            failure = t;
            return null;
        }
    }
}
