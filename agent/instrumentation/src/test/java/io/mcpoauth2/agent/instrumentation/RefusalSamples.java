package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.McpEndpoint;
import java.util.List;

/** Handler classes of each kind, whose bodies tell that they ran, and a server's class with a life beside its requests. */
public final class RefusalSamples {
    private RefusalSamples() {}

    public static final class Server {
        public Server() {}

        public static String version() {
            return "11.0";
        }

        public String start() {
            return "started";
        }

        public void handle(String request, List<String> ran) {
            ran.add("handle");
        }

        public void handle(List<String> ran) {
            ran.add("handle of another kind");
        }
    }

    public static class Plain {
        static final StringBuilder INITIALISED = new StringBuilder("yes");

        @McpEndpoint
        public void handle(List<String> ran) {
            ran.add("handle");
        }

        public static void other(List<String> ran) {
            ran.add("other");
        }
    }

    public interface WithDefault {
        @McpEndpoint
        default void handle(List<String> ran) {
            ran.add("handle");
        }

        static void other(List<String> ran) {
            ran.add("other");
        }
    }

    public record Value(int number) {
        public Value() {
            this(1);
        }

        @McpEndpoint
        public void handle(List<String> ran) {
            ran.add("handle");
        }

        public static void other(List<String> ran) {
            ran.add("other");
        }
    }

    public static final class WithLambda {
        @McpEndpoint
        public void handle(List<String> ran) {
            Runnable later = () -> ran.add("handle");
            later.run();
        }

        public static void other(List<String> ran) {
            Runnable later = () -> ran.add("other");
            later.run();
        }
    }

    public static final class WithNative {
        @McpEndpoint
        public native void handle(List<String> ran);

        public static void other(List<String> ran) {
            ran.add("other");
        }
    }

    /** A loader of plug-ins that holds a handler as well. */
    public static final class WithLoader extends ClassLoader {
        @McpEndpoint
        public void handle(List<String> ran) {
            ran.add("handle");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return super.loadClass(name, resolve);
        }
    }
}
