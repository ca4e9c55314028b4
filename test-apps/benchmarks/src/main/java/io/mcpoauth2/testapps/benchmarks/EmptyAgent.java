package io.mcpoauth2.testapps.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What every {@code -javaagent} costs: one that does nothing, with the same capabilities. */
public final class EmptyAgent {
    private EmptyAgent() {}

    public static void premain(@Nullable String arguments, Instrumentation jvm) {}

    /** Writes a jar with this class as its agent. */
    static void write(Path jar) throws IOException {
        String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream bytes = EmptyAgent.class.getResourceAsStream("/" + entry)) {
            if (bytes == null) {
                throw new IOException(entry + " is not on the class path");
            }
            entries.putNextEntry(new JarEntry(entry));
            bytes.transferTo(entries);
        }
    }
}
