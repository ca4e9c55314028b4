package io.mcpoauth2.agent.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Defines the agent's own classes and its libraries from archives inside the agent's jar, where no application loader
 * can find them. The parent is the platform loader, so that nothing of the application can stand in for them; the
 * bridge comes from the bootstrap loader.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String OWN = "inst/agent.classdata";
    private static final String LIBRARIES = "inst/libraries.classdata";

    /** Described to the weaver from here, though the bootstrap loader defines it. */
    private static final String BRIDGE = "io/mcpoauth2/bridge/";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    private final ClassArchive own;
    private final Object lock = new Object();
    private @Nullable ClassArchive libraries;

    AgentClassLoader(JarFile jar) throws IOException {
        super("mcp-oauth2-agent", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
        this.own = ClassArchive.open(jar, OWN);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = find(name.replace('.', '/').concat(".class"));
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            return defineClass(name, bytes, 0, bytes.length);
        } catch (LinkageError e) {
            // Another agent that is shown the class may ask for it meanwhile, and so have had it defined.
            Class<?> known = findLoadedClass(name);
            if (known == null) {
                throw e;
            }
            return known;
        }
    }

    /** Other agents describe a class to themselves by the resource of its loader. */
    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    protected @Nullable URL findResource(String name) {
        byte[] bytes = find(name);
        return bytes == null ? null : MemoryUrl.of(name, bytes);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL own = findResource(name);
        return own == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(own));
    }

    /** The agent's libraries read some of their own classes and service files. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] bytes = find(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    private byte @Nullable [] find(String name) {
        try {
            byte[] bytes = own.read(name);
            if (bytes == null && name.startsWith(BRIDGE)) {
                bytes = readEntry(name);
            }
            return bytes == null ? libraries().read(name) : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("mcp-oauth2-agent: its jar cannot be read", e);
        }
    }

    /** What is on the bootstrap path by way of the instrumentation API is no resource of the bootstrap loader. */
    private byte @Nullable [] readEntry(String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Opened when first needed: a JVM that hosts no server may need none of them. */
    private ClassArchive libraries() throws IOException {
        synchronized (lock) {
            if (libraries == null) {
                libraries = ClassArchive.open(jar, LIBRARIES);
            }
            return libraries;
        }
    }
}
