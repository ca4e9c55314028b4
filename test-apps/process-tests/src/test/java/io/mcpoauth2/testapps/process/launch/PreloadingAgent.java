package io.mcpoauth2.testapps.process.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** Loads a class, without linking it, before the application starts. */
public final class PreloadingAgent {
    private static final String UNLINKABLE = "Unlinkable";

    private PreloadingAgent() {}

    public static void premain(String className) throws ClassNotFoundException {
        Class.forName(className, false, ClassLoader.getSystemClassLoader());
    }

    /** The option that has a class loaded which misses an optional dependency, so that it cannot be linked. */
    static String loadingWhatCannotBeLinked(Path folder) throws IOException {
        Path source = folder.resolve(UNLINKABLE + ".java");
        Files.writeString(source, """
                public class Unlinkable {
                    static Product make() {
                        return new SpecialProduct();
                    }
                }
                class Product {}
                class SpecialProduct extends Product {}
                """);
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", source.toString());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", PreloadingAgent.class.getName());
        Path jar = folder.resolve("preloading.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            add(entries, UNLINKABLE + ".class", Files.readAllBytes(folder.resolve(UNLINKABLE + ".class")));
            String own = PreloadingAgent.class.getName().replace('.', '/') + ".class";
            try (InputStream in = PreloadingAgent.class.getResourceAsStream("/" + own)) {
                add(entries, own, in.readAllBytes());
            }
        }
        return "-javaagent:" + jar + "=" + UNLINKABLE;
    }

    private static void add(JarOutputStream entries, String name, byte[] content) throws IOException {
        entries.putNextEntry(new JarEntry(name));
        entries.write(content);
    }
}
