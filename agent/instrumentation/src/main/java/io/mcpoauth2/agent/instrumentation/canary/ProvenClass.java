package io.mcpoauth2.agent.instrumentation.canary;

import io.mcpoauth2.agent.instrumentation.canary.ProvenMethods.WovenMethod;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class that was woven when its loader defined it, and what shows that it still is.
 *
 * <p>Neither the class nor its loader is kept alive: an application that is undeployed takes them along.
 */
@SuppressWarnings("ReferenceEquality") // Loaders are compared by identity on purpose.
final class ProvenClass {
    private final String kind;
    private final String name;
    private final @Nullable WeakReference<ClassLoader> loader;
    private final List<WovenMethod> methods;
    private volatile boolean refusing;
    private volatile boolean doubtful;
    private volatile boolean proven;

    /**
     * @param kind what is woven, for messages
     * @param loader null is the bootstrap loader
     */
    ProvenClass(String kind, String name, @Nullable ClassLoader loader, List<WovenMethod> methods) {
        this.kind = kind;
        this.name = name;
        this.loader = loader == null ? null : new WeakReference<>(loader);
        this.methods = List.copyOf(methods);
    }

    String kind() {
        return kind;
    }

    String name() {
        return name;
    }

    List<WovenMethod> methods() {
        return methods;
    }

    boolean is(String otherName, @Nullable ClassLoader otherLoader) {
        return name.equals(otherName) && (loader == null ? null : loader.get()) == otherLoader && !isGone();
    }

    /** Whether its loader has been collected, and the class with it. */
    boolean isGone() {
        return loader != null && loader.refersTo(null);
    }

    /** The loaded class; null if it is not loaded yet, or any more. */
    @Nullable
    Class<?> loaded(JdkInternals jdk) throws ReflectiveOperationException {
        ClassLoader defining = loader == null ? null : loader.get();
        return loader != null && defining == null ? null : jdk.loaded(defining, name);
    }

    /** Weaving it again has failed: it is to refuse from now on. */
    void refuse() {
        refusing = true;
    }

    boolean isRefusing() {
        return refusing;
    }

    /** Whether it has been in use and held, since it was woven last. */
    boolean isProven() {
        return proven;
    }

    void setProven(boolean holds) {
        proven = holds;
    }

    /**
     * @return true the first time, so that it is said once
     */
    boolean doubt() {
        boolean first = !doubtful;
        doubtful = true;
        return first;
    }
}
