package com.example.osgi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A server of test-apps/servers as a bundle, in the framework that is on the class path; nothing is told to the framework
 * about agents.
 *
 * <p>Arguments: a folder to work in, the server's folder of jars, its main class, and what it gets.
 */
public final class OsgiServer {
    private static final String ACTIVATOR = "com/example/osgi/OsgiServer$Activator.class";

    private OsgiServer() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path bundle = bundle(folder.resolve("server.jar"), Path.of(args[1]));
        Map<String, String> configuration = Map.of(
                "org.osgi.framework.storage",
                folder.resolve("storage").toString(),
                "main",
                args[2],
                "arguments",
                String.join(" ", List.of(args).subList(3, args.length)));
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        Framework framework = factory.newFramework(configuration);
        framework.start();
        framework.getBundleContext().installBundle(bundle.toUri().toString()).start();
    }

    /** A bundle that holds the server's jars as they are, and imports what the JDK has. */
    private static Path bundle(Path file, Path app) throws IOException {
        List<Path> jars;
        try (Stream<Path> found = Files.list(app)) {
            jars = found.sorted().toList();
        }
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "com.example.server");
        attributes.putValue("Bundle-Activator", Activator.class.getName());
        attributes.putValue("Import-Package", "org.osgi.framework");
        attributes.putValue("DynamicImport-Package", "javax.*,org.xml.*,org.w3c.*,org.ietf.*,sun.misc");
        StringBuilder classPath = new StringBuilder(".");
        jars.forEach(jar -> classPath.append(",lib/").append(jar.getFileName()));
        attributes.putValue("Bundle-ClassPath", classPath.toString());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(ACTIVATOR));
            jar.write(OsgiServer.class.getResourceAsStream("/" + ACTIVATOR).readAllBytes());
            for (Path each : jars) {
                jar.putNextEntry(new JarEntry("lib/" + each.getFileName()));
                Files.copy(each, jar);
            }
        }
        return file;
    }

    /** Runs the server's main method with the bundle's own class loader. */
    public static final class Activator implements BundleActivator {
        @Override
        public void start(BundleContext context) throws Exception {
            ClassLoader loader = Activator.class.getClassLoader();
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> main = loader.loadClass(context.getProperty("main"));
            String[] arguments = context.getProperty("arguments").split(" ");
            main.getMethod("main", String[].class).invoke(null, (Object) arguments);
        }

        @Override
        public void stop(BundleContext context) {
            // The process ends.
        }
    }
}
