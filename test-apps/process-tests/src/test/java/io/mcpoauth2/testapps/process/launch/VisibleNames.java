package io.mcpoauth2.testapps.process.launch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application that looks for files on its class path, those of classes by loading them too, and prints which of them
 * it finds: {@code class name}, {@code resource name}. Its argument is a file of names.
 */
public final class VisibleNames {
    private VisibleNames() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start(); // A door is woven: the agent has loaded what it needs.
        ClassLoader application = VisibleNames.class.getClassLoader();
        for (String name : Files.readAllLines(Path.of(arguments[0]))) {
            if (application.getResources(name).hasMoreElements()
                    || Object.class.getResource("/" + name) != null
                    || ClassLoader.getPlatformClassLoader().getResource(name) != null) {
                System.out.println("resource " + name);
            }
            if (name.endsWith(".class")) {
                String className =
                        name.substring(0, name.length() - ".class".length()).replace('/', '.');
                if (canLoad(className, application) || canLoad(className, null)) {
                    System.out.println("class " + name);
                }
            }
        }
        server.stop(0);
    }

    private static boolean canLoad(String className, ClassLoader loader) {
        try {
            Class.forName(className, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return true; // Found, but no class of this JVM.
        }
    }
}
