package io.mcpoauth2.agent.instrumentation.canary;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only the JDK's inside tells: whether a class is loaded and initialised, without loading or initialising it, and an
 * object of it that no constructor has seen. The agent has the JDK open these packages to it, as instrumentation allows.
 */
@SuppressWarnings("ReferenceEquality") // Loaders are compared by identity on purpose.
final class JdkInternals {
    private final Instrumentation jvm;
    private final Module own = JdkInternals.class.getModule();
    private final Object unsafe;
    private final Method shouldBeInitialized;
    private final Method allocateInstance;
    private final Method findLoadedClass;

    /**
     * @throws IllegalStateException if this JVM has not what is needed
     */
    JdkInternals(Instrumentation jvm) {
        this.jvm = jvm;
        open(Object.class.getModule(), "jdk.internal.misc");
        open(Object.class.getModule(), "java.lang");
        try {
            Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
            this.unsafe = type.getMethod("getUnsafe").invoke(null);
            this.shouldBeInitialized = type.getMethod("shouldBeInitialized", Class.class);
            this.allocateInstance = type.getMethod("allocateInstance", Class.class);
            this.findLoadedClass = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
            findLoadedClass.setAccessible(true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("this JVM has no " + e.getMessage(), e);
        }
    }

    /** The class that this loader has defined; null if it has not yet. */
    @Nullable
    Class<?> loaded(@Nullable ClassLoader loader, String name) throws ReflectiveOperationException {
        if (loader == null) {
            return Class.forName(name, false, null);
        }
        Class<?> found = (Class<?>) call(findLoadedClass, loader, name);
        return found == null || found.getClassLoader() != loader ? null : found;
    }

    /** Whether code of the class may be running. */
    boolean isInitialized(Class<?> type) throws ReflectiveOperationException {
        return !(Boolean) call(shouldBeInitialized, unsafe, type);
    }

    Object allocate(Class<?> type) throws ReflectiveOperationException {
        return call(allocateInstance, unsafe, type);
    }

    /** To all methods of a class, private ones too. */
    MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
        open(type.getModule(), type.getPackageName());
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    private void open(Module module, String packageName) {
        if (module.isNamed() && !module.isOpen(packageName, own)) {
            jvm.redefineModule(module, Set.of(), Map.of(), Map.of(packageName, Set.of(own)), Set.of(), Map.of());
        }
    }

    /** An error of the JVM's own leaves as it is. */
    private static Object call(Method method, Object receiver, Object argument) throws ReflectiveOperationException {
        try {
            return method.invoke(receiver, argument);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
