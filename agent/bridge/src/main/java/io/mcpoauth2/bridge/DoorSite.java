package io.mcpoauth2.bridge;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Links the call that is woven into a server's class to the door's own code, which sees that server's types. */
public final class DoorSite {
    /** What the static calls of a class have linked. It belongs to the class, so it is collected with the application. */
    private static final ClassValue<ConcurrentHashMap<String, MethodHandle>> LINKED = new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<String, MethodHandle> computeValue(Class<?> woven) {
            return new ConcurrentHashMap<>();
        }
    };

    private DoorSite() {}

    /**
     * Bootstrap method of the woven instruction. Throwing keeps the woven method from running.
     *
     * @param adviceClass name of the class that holds the method
     */
    public static CallSite link(MethodHandles.Lookup caller, String method, MethodType type, String adviceClass)
            throws ReflectiveOperationException {
        return new ConstantCallSite(Installation.runtime().doorMethod(caller.lookupClass(), adviceClass, method, type));
    }

    /**
     * The woven call of a class file that is too old for an instruction with a bootstrap method. Throws what the door's
     * method throws; a call that cannot be linked throws too, which keeps the woven method from running.
     *
     * @param woven the class that calls
     * @param key as {@link #key} makes it
     * @param arguments boxed
     * @return the boxed result; null if the method has none
     */
    public static @Nullable Object call(Class<?> woven, String key, @Nullable Object[] arguments) throws Throwable {
        MethodHandle linked = LINKED.get(woven).get(key);
        if (linked == null) {
            linked = link(woven, key);
        }
        return (Object) linked.invokeExact(arguments);
    }

    /** Names one door method in {@link #call}; a single constant, because it is looked up on every call. */
    public static String key(String adviceClass, String method, String descriptor) {
        return adviceClass + ' ' + method + ' ' + descriptor;
    }

    /** Not inside of the map's own computation, as linking runs code that may call other doors. */
    private static MethodHandle link(Class<?> woven, String key) throws ReflectiveOperationException {
        String[] parts = key.split(" ", 3);
        MethodType type = MethodType.fromMethodDescriptorString(parts[2], woven.getClassLoader());
        MethodHandle linked = Installation.runtime()
                .doorMethod(woven, parts[0], parts[1], type)
                .asType(type.generic())
                .asSpreader(Object[].class, type.parameterCount());
        LINKED.get(woven).put(key, linked);
        return linked;
    }
}
