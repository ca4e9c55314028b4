package io.mcpoauth2.agent.instrumentation;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Defines the doors' classes beside one application loader: they see that application's server and the agent's core.
 *
 * <p>Nothing of the agent becomes visible to the application, as this loader is nobody's parent.
 */
final class DoorLoader extends ClassLoader {
    /** Packages whose classes use a server's or library's types; everything else of the agent exists once. */
    private static final String[] DOOR_PACKAGES = {"doors.", "frameworks.", "context."};

    private static final String BRIDGE = "io.mcpoauth2.bridge.";
    private static final String AGENT = "io.mcpoauth2.agent.";
    private static final String INSTRUMENTATION = AGENT + "instrumentation.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;

    /**
     * @param application the loader that defined a woven class; null is the bootstrap loader
     * @param agent the agent's own loader
     */
    DoorLoader(@Nullable ClassLoader application, ClassLoader agent) {
        super("mcp-oauth2-doors", application == null ? ClassLoader.getPlatformClassLoader() : application);
        this.agent = agent;
    }

    static boolean isDoorClass(String name) {
        if (!name.startsWith(INSTRUMENTATION)) {
            return false;
        }
        for (String doorPackage : DOOR_PACKAGES) {
            if (name.startsWith(doorPackage, INSTRUMENTATION.length())) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(BRIDGE)) {
            return agent.loadClass(name); // The application's loader may hide it.
        }
        if (!name.startsWith(AGENT)) {
            return loadShared(name, resolve);
        }
        if (!isDoorClass(name)) {
            return agent.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    /** The application's loader first; where it hides what the JDK has, a door finds it all the same. */
    private Class<?> loadShared(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return super.loadClass(name, resolve);
        } catch (ClassNotFoundException e) {
            return agent.getParent().loadClass(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = agent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
