package io.mcpoauth2.agent.instrumentation.context.concurrent;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Futures;
import io.mcpoauth2.bridge.Tasks;
import io.mcpoauth2.bridge.Timers;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has the JDK's futures, executors and timers woven before the first request of a server with a door, and never in another JVM.
 *
 * <p>A class of the JDK that cannot be woven stays as it is: then the identity is not carried by it, and a stage of a future runs
 * as whoever completes that, which is said.
 */
public final class ConcurrencyWeaving implements ClassFileTransformer {
    private static final String FUTURE = "java/util/concurrent/CompletableFuture";

    private final Instrumentation jvm;
    private final AgentLog log;
    private final Consumer<String> gaps;
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();
    private volatile boolean expected;
    private volatile boolean done;

    /**
     * @param gaps told if one cannot be woven
     */
    public ConcurrencyWeaving(Instrumentation jvm, AgentLog log, Consumer<String> gaps) {
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
        Set<String> names = new TreeSet<>(TaskWeaver.classes());
        names.add(FUTURE);
        List<Class<?>> classes = new ArrayList<>();
        try {
            loadBridge();
            for (String name : names) {
                Class<?> type = loaded(name);
                if (type != null) {
                    classes.add(type);
                }
            }
            jvm.addTransformer(this, true);
            jvm.retransformClasses(classes.toArray(Class<?>[]::new));
        } catch (Throwable t) {
            failures.put(FUTURE, t);
        } finally {
            done = true;
        }
        for (Class<?> type : classes) {
            String name = type.getName().replace('.', '/');
            if (!woven.contains(name)) {
                failures.putIfAbsent(name, new IllegalStateException("this JVM does not show the class file"));
            }
        }
        failures.forEach(this::report);
    }

    /** Here, and not from within the JDK. */
    private static void loadBridge() {
        Futures.end(Futures.begin());
        Carrier.restore(Carrier.swap(null));
        Tasks.own((Runnable) null);
        Timers.scheduled(null);
    }

    /** Null where this release of the JDK has no such class. */
    private static @Nullable Class<?> loaded(String name) {
        try {
            return Class.forName(name.replace('/', '.'), false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private void report(String name, Throwable cause) {
        String type = name.substring(name.lastIndexOf('/') + 1);
        if (name.equals(FUTURE)) {
            gaps.accept("identity in stages of CompletableFuture (it cannot be woven)");
            log.error(
                    "CompletableFuture cannot be woven: the identity is not carried to its stages, and a stage runs as the"
                            + " request that completes its future",
                    cause);
        } else {
            gaps.accept("identity over " + type + " (it cannot be woven)");
            log.error(type + " cannot be woven: the identity is not carried over it", cause);
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader != null
                || name == null
                || !(name.equals(FUTURE) || TaskWeaver.classes().contains(name))) {
            return null;
        }
        try {
            byte[] result = name.equals(FUTURE) ? FutureWeaver.weave(classFile) : TaskWeaver.weave(classFile);
            woven.add(name);
            return result;
        } catch (Throwable t) {
            failures.put(name, t);
            return null;
        }
    }
}
