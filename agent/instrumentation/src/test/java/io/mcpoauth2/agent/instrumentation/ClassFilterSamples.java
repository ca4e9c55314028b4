package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.McpEndpoint;
import java.util.List;

/** Classes that are to be woven; each body tells that it ran. */
public final class ClassFilterSamples {
    private ClassFilterSamples() {}

    /** What a server's entry looks like. */
    public static final class Server {
        public String handle(List<String> ran) {
            ran.add("handle");
            return "answer";
        }

        public static int other(List<String> ran) {
            ran.add("other");
            return 1;
        }
    }

    /** A handler beside a method that is none. */
    public static final class Tools {
        @McpEndpoint
        public String handle(List<String> ran) {
            ran.add("handle");
            return "answer";
        }

        public static int other(List<String> ran) {
            ran.add("other");
            return 1;
        }
    }

    /** A superclass that is not Object. */
    public static class Base {}

    /** A handler in what looks like a class loader. */
    public static final class LoadingTools extends Base {
        @McpEndpoint
        public String handle(List<String> ran) {
            ran.add("handle");
            return "answer";
        }

        public Class<?> loadClass(String name) throws ClassNotFoundException {
            return Class.forName(name, false, LoadingTools.class.getClassLoader());
        }
    }

    /** Named as advice, though it holds none. */
    public static final class NoAdvice {
        private NoAdvice() {}
    }
}
