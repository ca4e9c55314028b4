package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Weaves the classes that were loaded before the agent: from an archive, by another agent, or because it was attached late.
 *
 * <p>The JVM retransforms a batch as a whole or not at all, and fails it for one class that cannot be linked, as
 * applications with optional dependencies have some. So only classes are tried that are wanted, or cannot be read to find
 * that out, and those of a batch that failed are tried one by one.
 */
final class LoadedClasses {
    private final Instrumentation jvm;
    private final AgentLog log;
    private final List<Class<?>> woven = new ArrayList<>();

    LoadedClasses(Instrumentation jvm, AgentLog log) {
        this.jvm = jvm;
        this.log = log;
    }

    /**
     * Retransforms what the filter wants.
     *
     * @param filter registered
     * @param all what the JVM has loaded
     * @throws IllegalStateException if a class that must be woven cannot be changed; {@link #restore} then undoes the rest
     */
    void weave(ClassFilter filter, Class<?>[] all) {
        List<Class<?>> loaders = new ArrayList<>();
        List<Class<?>> wanted = new ArrayList<>();
        List<Class<?>> unknown = new ArrayList<>();
        for (Class<?> loaded : all) {
            ClassFilter.Interest interest = filter.interestIn(loaded);
            if (interest == ClassFilter.Interest.NONE || !jvm.isModifiableClass(loaded)) {
                continue;
            }
            if (interest == ClassFilter.Interest.WANTED) {
                wanted.add(loaded);
            } else {
                (ClassLoader.class.isAssignableFrom(loaded) ? loaders : unknown).add(loaded);
            }
        }
        // First, as without them their classes could not be woven; one that cannot be changed stays as it is.
        retransform(loaders);
        List<Class<?>> failed = retransform(wanted);
        if (!failed.isEmpty()) {
            throw new IllegalStateException("mcp-oauth2-agent: loaded classes that must be woven cannot be changed: "
                    + String.join(", ", failed.stream().map(Class::getName).toList()));
        }
        for (Class<?> left : retransform(unknown)) {
            log.warn("the class " + left.getName() + " can be neither read nor linked: should it hold a handler and be"
                    + " linked later, that is not guarded");
        }
    }

    /** Whether any class had been loaded that had to be woven. */
    boolean haveBeenWoven() {
        return !woven.isEmpty();
    }

    /** Gives the classes that were woven their own code again; the filter must no longer be registered. */
    void restore() {
        retransform(List.copyOf(woven));
    }

    /** Returns those that could not be retransformed. */
    private List<Class<?>> retransform(List<Class<?>> classes) {
        if (classes.isEmpty() || retransformed(classes)) {
            return List.of();
        }
        List<Class<?>> failed = new ArrayList<>();
        for (Class<?> one : classes) {
            if (classes.size() == 1 || !retransformed(List.of(one))) {
                failed.add(one);
            }
        }
        return failed;
    }

    private boolean retransformed(List<Class<?>> classes) {
        try {
            jvm.retransformClasses(classes.toArray(Class<?>[]::new));
            woven.addAll(classes);
            return true;
        } catch (Throwable t) {
            log.debug(classes.size() + " loaded class(es) cannot be retransformed together: " + t);
            return false;
        }
    }
}
