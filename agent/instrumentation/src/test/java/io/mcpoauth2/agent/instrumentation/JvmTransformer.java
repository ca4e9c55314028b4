package io.mcpoauth2.agent.instrumentation;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/** Loads and retransforms classes on the tests' own JVM, through a transformer that the JVM calls. */
final class JvmTransformer {
    private JvmTransformer() {}

    /** Defines a class in a loader of its own while {@code transformer} is registered. */
    static Class<?> load(ClassFileTransformer transformer, @Nullable String name, byte[] classFile) {
        Instrumentation jvm = ByteBuddyAgent.install();
        jvm.addTransformer(transformer, true);
        try {
            return define(name, classFile);
        } finally {
            jvm.removeTransformer(transformer);
        }
    }

    static void retransform(ClassFileTransformer transformer, Class<?> loaded) throws Exception {
        Instrumentation jvm = ByteBuddyAgent.install();
        jvm.addTransformer(transformer, true);
        try {
            jvm.retransformClasses(loaded);
        } finally {
            jvm.removeTransformer(transformer);
        }
    }

    /**
     * Defines a class as it is.
     *
     * @param name null has the JVM take the class file's own
     */
    static Class<?> define(@Nullable String name, byte[] classFile) {
        return new SampleLoader().define(name, classFile);
    }

    /** Defines a class as it is in a loader that gives its class file as well. */
    static Class<?> defineWithResource(String name, byte[] classFile) {
        return new SampleLoader() {
            @Override
            public @Nullable InputStream getResourceAsStream(String resource) {
                return resource.equals(name.replace('.', '/') + ".class")
                        ? new ByteArrayInputStream(classFile)
                        : super.getResourceAsStream(resource);
            }
        }.define(name, classFile);
    }

    /** An application: another loader than the agent's. */
    private static class SampleLoader extends ClassLoader {
        SampleLoader() {
            super(JvmTransformer.class.getClassLoader());
        }

        @SuppressWarnings("NullAway") // defineClass takes null for "not known".
        Class<?> define(@Nullable String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
