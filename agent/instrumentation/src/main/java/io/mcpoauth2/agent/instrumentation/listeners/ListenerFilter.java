package io.mcpoauth2.agent.instrumentation.listeners;

import io.mcpoauth2.bridge.Listeners;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class the JVM loads, and has the few woven through which something listens, when they are loaded: a JVM that
 * does not listen weaves none.
 *
 * <p>A class that cannot be woven runs as it is, which is said, or is not loaded at all where unknown servers are refused.
 */
public final class ListenerFilter implements ClassFileTransformer {
    /** Bytes that no JVM accepts. Not an empty array, which the JVM takes for "unchanged". */
    private static final byte[] UNLOADABLE = {0};

    private final ListenerWatch watch;

    private ListenerFilter(ListenerWatch watch) {
        this.watch = watch;
    }

    /**
     * Begins to observe.
     *
     * @param attached whether the JVM was running before, so that anything may listen already
     * @throws IllegalStateException if a class that was loaded before can neither be woven nor refused
     */
    public static void install(Instrumentation jvm, ListenerWatch watch, boolean attached) {
        ListenerFilter filter = new ListenerFilter(watch);
        ListenerClass.of(null, ""); // Loaded here, not in a callback.
        Listeners.observe(watch);
        jvm.addTransformer(filter, true);
        boolean installed = false;
        try {
            Class<?>[] loaded = jvm.getAllLoadedClasses();
            List<Class<?>> early = new ArrayList<>();
            for (Class<?> type : loaded) {
                if (ListenerClass.isOneOf(type)) {
                    early.add(type);
                }
            }
            if (!early.isEmpty()) {
                jvm.retransformClasses(early.toArray(Class<?>[]::new));
                watch.reportEarlier(attached, loaded);
            }
            installed = true;
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException("a class that was modifiable no longer is", e);
        } finally {
            if (!installed) {
                jvm.removeTransformer(filter);
                Listeners.observe(null);
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        ListenerClass type = ListenerClass.of(loader, name);
        if (type == null) {
            return null;
        }
        try {
            return ListenerWeaver.weave(type, classFile);
        } catch (Throwable t) {
            try {
                return watch.cannotObserve(String.valueOf(name).replace('/', '.'), t) ? UNLOADABLE : null;
            } catch (Throwable notEvenSaid) {
                return UNLOADABLE;
            }
        }
    }
}
