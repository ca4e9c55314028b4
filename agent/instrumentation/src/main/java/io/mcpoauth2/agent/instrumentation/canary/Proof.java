package io.mcpoauth2.agent.instrumentation.canary;

import io.mcpoauth2.agent.instrumentation.canary.ProvenMethods.WovenMethod;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.bridge.Guard;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends canaries into the methods of a loaded class.
 *
 * <p>The receiver, or the argument that stands for it, has no state, as no constructor has run, and the other arguments are null: where advice is missing, the
 * server's own method fails at its first step, before it finds a handler or filter to call.
 */
final class Proof {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.";

    /** Classes that have no objects of their own, and a door's class that stands for their subclasses. */
    private static final Map<String, String> STAND_INS = Map.of(
            "jakarta.servlet.http.HttpServlet", HERE + "servlet.CanaryServlet",
            "javax.servlet.http.HttpServlet", HERE + "javaxservlet.CanaryServlet");

    private final JdkInternals jdk;
    private final UnaryOperator<@Nullable ClassLoader> doors;

    /** What the canaries have shown. */
    enum Outcome {
        /** No code of the class runs yet. */
        NOT_YET,
        /** Advice is reached, or every call refused. */
        HOLDS,
        /** What was woven is gone. */
        LOST
    }

    /**
     * @param doors the loader of doors' classes beside the loader of a woven class
     */
    Proof(JdkInternals jdk, UnaryOperator<@Nullable ClassLoader> doors) {
        this.jdk = jdk;
        this.doors = doors;
    }

    @Nullable
    Class<?> loaded(ProvenClass proven) throws ReflectiveOperationException {
        return proven.loaded(jdk);
    }

    /**
     * @throws Throwable if it cannot be told, as a canary cannot be made or the JVM is out of memory
     */
    Outcome of(ProvenClass proven) throws Throwable {
        Class<?> type = proven.loaded(jdk);
        if (type == null || !jdk.isInitialized(type)) {
            return Outcome.NOT_YET;
        }
        if (Modifier.isAbstract(type.getModifiers()) && !STAND_INS.containsKey(type.getName())) {
            return Outcome.HOLDS; // There is no object to be had of it without a class of the application.
        }
        MethodHandles.Lookup lookup = jdk.lookupIn(type);
        for (WovenMethod method : proven.methods()) {
            if (!holds(lookup, type, method)) {
                return Outcome.LOST;
            }
        }
        return Outcome.HOLDS;
    }

    private boolean holds(MethodHandles.Lookup lookup, Class<?> type, WovenMethod method) throws Throwable {
        MethodType signature = MethodType.fromMethodDescriptorString(method.descriptor(), type.getClassLoader());
        // Not the receiver's own version: a stand-in may override it.
        MethodHandle handle = method.isStatic()
                ? lookup.findStatic(type, method.name(), signature)
                : lookup.findSpecial(type, method.name(), signature, type);
        @Nullable Object[] arguments = new @Nullable Object[handle.type().parameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = zero(handle.type().parameterType(i));
        }
        int receiver = method.isStatic() ? receiverOf(signature) : 0;
        Object canary = receiver(method.isStatic() ? signature.parameterType(receiver) : type);
        arguments[receiver] = canary;
        try {
            return new Canary(canary).isStoppedBy(handle, arguments);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable thrown) {
            return isRefusal(thrown, type, method);
        }
    }

    /** Which argument of a static method stands for its receiver: the first that there can be an object of. */
    private static int receiverOf(MethodType signature) {
        for (int i = 0; i < signature.parameterCount(); i++) {
            Class<?> type = signature.parameterType(i);
            if (!type.isPrimitive() && !type.isArray() && !Modifier.isAbstract(type.getModifiers())) {
                return i;
            }
        }
        throw new IllegalStateException("No argument of " + signature + " can be a canary");
    }

    private Object receiver(Class<?> type) throws ReflectiveOperationException {
        String standIn = STAND_INS.get(type.getName());
        return jdk.allocate(standIn == null ? type : Class.forName(standIn, true, doors.apply(type.getClassLoader())));
    }

    /** Whether the method itself refuses, as one does that could not be woven: what it calls may refuse, too. */
    private static boolean isRefusal(Throwable thrown, Class<?> type, WovenMethod method) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length > 1
                && trace[0].getClassName().equals(Guard.class.getName())
                && trace[1].getClassName().equals(type.getName())
                && trace[1].getMethodName().equals(method.name());
    }

    private static @Nullable Object zero(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
