package io.mcpoauth2.agent.instrumentation.listeners;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Tells the code of other agents of this JVM from the application's.
 *
 * <p>Code is an agent's if its class file comes from the agent's jar, or from a loader whose own class does: agents keep
 * what they bring in loaders of their own. Names decide nothing. Doubt makes it the application's.
 */
@SuppressWarnings("ReferenceEquality") // Loaders and classes are compared by identity on purpose.
final class OtherAgents {
    private static final int MAX_DEPTH = 4;

    private final Supplier<Set<Path>> read;
    private final AgentLog log;
    private final ConcurrentHashMap<Path, JarFile> opened = new ConcurrentHashMap<>();
    private volatile @Nullable Set<Path> jars;

    /**
     * @param jars asked once, when something listens
     */
    OtherAgents(Supplier<Set<Path>> jars, AgentLog log) {
        this.read = jars;
        this.log = log;
    }

    boolean areThereAny() {
        return !jars().isEmpty();
    }

    /** The jar file's name of the one agent that all of this code belongs to; null if it is not one agent's alone. */
    @Nullable
    String ownerOf(List<Class<?>> code) {
        Path owner = null;
        for (Class<?> type : code) {
            Path jar = jarOf(type, MAX_DEPTH);
            if (jar == null || (owner != null && !owner.equals(jar))) {
                return null;
            }
            owner = jar;
        }
        return owner == null ? null : String.valueOf(owner.getFileName());
    }

    /** Whether a class of this loader and domain is an agent's, and the application cannot reach it by its own loaders. */
    boolean holds(ClassLoader loader, @Nullable ProtectionDomain domain) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        if (loader == ClassLoader.getSystemClassLoader()) {
            return false;
        }
        if (source == null) {
            return jarOf(loader.getClass(), MAX_DEPTH) != null;
        }
        Path file = CodeOrigin.file(source);
        return file != null && jars().contains(file);
    }

    private @Nullable Path jarOf(Class<?> type, int depth) {
        if (depth == 0 || Opener.isJdk(type) || !areThereAny()) {
            return null;
        }
        ClassLoader loader = type.getClassLoader();
        if (loader == null) {
            return jarOnBootstrapPath(type);
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        Path file = CodeOrigin.file(source);
        if (file != null && jars().contains(file)) {
            return file;
        }
        return source == null && loader != ClassLoader.getSystemClassLoader()
                ? jarOf(loader.getClass(), depth - 1)
                : null;
    }

    /** Agents put jars on the bootstrap loader's path, and its classes do not tell which they came from. */
    private @Nullable Path jarOnBootstrapPath(Class<?> type) {
        String entry = type.getName().replace('.', '/') + ".class";
        for (Path jar : jars()) {
            JarFile file = opened.computeIfAbsent(jar, OtherAgents::open);
            if (file != null && file.getEntry(entry) != null) {
                return jar;
            }
        }
        return null;
    }

    private static @Nullable JarFile open(Path jar) {
        try {
            return new JarFile(jar.toFile());
        } catch (IOException e) {
            return null; // No jar: no class came from it.
        }
    }

    private synchronized Set<Path> jars() {
        Set<Path> known = jars;
        if (known == null) {
            try {
                known = Set.copyOf(read.get());
            } catch (IllegalStateException e) {
                log.error("servers of other agents cannot be told from the application's: they are protected", e);
                known = Set.of();
            }
            jars = known;
        }
        return known;
    }
}
