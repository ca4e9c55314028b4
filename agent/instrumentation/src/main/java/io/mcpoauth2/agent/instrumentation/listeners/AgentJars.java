package io.mcpoauth2.agent.instrumentation.listeners;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jars of other agents: what {@code -javaagent} options name, wherever these stand, but for this agent's own and for
 * what is the application's, too.
 *
 * <p>The JVM itself is asked, as its options come from the command line, argument files and three environment variables;
 * and not by JMX, which an agent must not touch before the application has.
 */
final class AgentJars {
    private static final String OPTION = "-javaagent:";
    private static final String OWN = "io/mcpoauth2/bridge/Listeners.class";

    private AgentJars() {}

    /** The jars, in the order of the options, as their file system knows them. */
    static Set<Path> of(Instrumentation jvm) {
        return of(List.of(arguments(jvm)), applicationPaths());
    }

    /**
     * @param arguments of the JVM
     * @param application entries of its class path and module path
     */
    static Set<Path> of(List<String> arguments, List<String> application) {
        Set<Path> agents = new LinkedHashSet<>();
        for (String argument : arguments) {
            if (argument.startsWith(OPTION)) {
                int end = argument.indexOf('=', OPTION.length());
                Path jar = real(argument.substring(OPTION.length(), end < 0 ? argument.length() : end));
                if (jar != null) {
                    agents.add(jar);
                }
            }
        }
        agents.removeIf(AgentJars::isOwn);
        if (!agents.isEmpty()) {
            removeApplication(agents, application);
        }
        return agents;
    }

    /** A jar that is also on the application's path holds the application's code: it is no other agent. */
    private static void removeApplication(Set<Path> agents, List<String> application) {
        Set<Path> seen = new HashSet<>();
        for (String entry : application) {
            Path path = real(entry);
            if (path != null) {
                agents.removeIf(agent -> path.equals(agent.getParent()) && !entry.endsWith(".jar"));
                removeJar(agents, path, seen);
            }
        }
    }

    private static void removeJar(Set<Path> agents, Path jar, Set<Path> seen) {
        if (!seen.add(jar)) {
            return;
        }
        agents.remove(jar);
        for (String named : namedByManifest(jar)) {
            Path sibling = jar.getParent();
            Path path = sibling == null ? null : real(sibling.resolve(named).toString());
            if (path != null) {
                removeJar(agents, path, seen);
            }
        }
    }

    private static List<String> namedByManifest(Path jar) {
        if (!jar.toFile().isFile()) {
            return List.of();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String named =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return named == null ? List.of() : List.of(named.trim().split(" +", -1));
        } catch (IOException e) {
            return List.of(); // No jar: nothing that names others.
        }
    }

    private static boolean isOwn(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(OWN) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Path real(String file) {
        try {
            return file.isEmpty() ? null : Path.of(file).toRealPath();
        } catch (IOException | InvalidPathException e) {
            return null; // Not there: nothing comes from it.
        }
    }

    private static List<String> applicationPaths() {
        String paths = System.getProperty("java.class.path", "")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", "");
        return List.of(paths.split(File.pathSeparator, -1));
    }

    private static String[] arguments(Instrumentation jvm) {
        jvm.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.misc", Set.of(AgentJars.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        try {
            Object arguments = Class.forName("jdk.internal.misc.VM")
                    .getMethod("getRuntimeArguments")
                    .invoke(null);
            return arguments instanceof String[] known ? known : new String[0];
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not tell its arguments", e);
        }
    }
}
