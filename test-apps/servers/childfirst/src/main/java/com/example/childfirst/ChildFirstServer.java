package com.example.childfirst;

import com.example.server.Options;
import com.example.server.ServerProcess;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Executors;

/**
 * Serves one guarded handler class twice: {@code /whoami} with the copy (of it and of the API) from the folder
 * {@code child=}, {@code /whoami-app} with the copy of the application class path.
 */
public final class ChildFirstServer {
    private static final String HANDLER = "com.example.linked.WhoamiHandler";

    private ChildFirstServer() {}

    public static void main(String[] args) {
        ServerProcess.run(() -> start(new Options(args)));
    }

    private static int start(Options options) throws IOException, ReflectiveOperationException {
        ClassLoader application = ChildFirstServer.class.getClassLoader();
        URLClassLoader child = new ChildFirstLoader(jars(new File(options.text("child", "child"))), application);
        HttpHandler ofChild = handler(child);
        HttpHandler ofApplication = handler(application);
        if (ofChild.getClass() == ofApplication.getClass()) {
            throw new IllegalStateException("the folder child= holds no " + HANDLER);
        }

        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/whoami", ofChild);
        server.createContext("/whoami-app", ofApplication);
        server.start();
        return server.getAddress().getPort();
    }

    private static HttpHandler handler(ClassLoader loader) throws ReflectiveOperationException {
        return Class.forName(HANDLER, true, loader)
                .asSubclass(HttpHandler.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private static URL[] jars(File folder) throws MalformedURLException {
        File[] files = folder.listFiles((directory, name) -> name.endsWith(".jar"));
        URL[] urls = new URL[files == null ? 0 : files.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = files[i].toURI().toURL();
        }
        return urls;
    }
}
