package io.mcpoauth2.agent.instrumentation.loaders;

/** Loaders as module systems have them: what is not of the JDK is hidden. Public, as another loader defines them again. */
public final class HidingLoaders {
    private HidingLoaders() {}

    /** The form that the JVM calls. */
    public static class OneArgument extends ClassLoader {
        public OneArgument() {
            super(null);
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
                return Class.forName(name, false, null);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /** The form that subclasses replace; its body begins with a loop, and so with a frame. */
    public static class TwoArguments extends ClassLoader {
        public TwoArguments() {
            super(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            while (true) {
                if (name.startsWith("java.")) {
                    return Class.forName(name, false, null);
                }
                if (!name.isEmpty()) {
                    throw new ClassNotFoundException(name);
                }
            }
        }
    }

    /** Hides by its parent's way. */
    public static final class Heir extends TwoArguments {
        public Class<?> define(String name, byte[] classFile) {
            return defineClass(name, classFile, 0, classFile.length);
        }
    }

    /** No loader: it asks one, and has a method of that name. */
    public static final class Caller {
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            return ClassLoader.getSystemClassLoader().loadClass(name);
        }
    }
}
