package io.mcpoauth2.agent.instrumentation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one {@link DoorLoader} of each application loader; collected with the application. */
final class DoorLoaders implements UnaryOperator<@Nullable ClassLoader> {
    private final ClassLoader agent;
    private final OpenedPackages packages;
    private final Map<ClassLoader, WeakReference<DoorLoader>> byApplication = new WeakHashMap<>();

    DoorLoaders(ClassLoader agent, OpenedPackages packages) {
        this.agent = agent;
        this.packages = packages;
    }

    /** See {@code AgentRuntime#doorMethod}. */
    MethodHandle find(Class<?> woven, String adviceClass, String method, MethodType type)
            throws ReflectiveOperationException {
        DoorLoader door = loaderBeside(woven.getClassLoader());
        packages.open(woven.getModule(), door.getUnnamedModule());
        Class<?> advice = Class.forName(adviceClass, true, door);
        return MethodHandles.publicLookup().findStatic(advice, method, type);
    }

    /** The loader beside that of an application. */
    @Override
    public ClassLoader apply(@Nullable ClassLoader application) {
        return loaderBeside(application);
    }

    /** The woven class keeps its door loader alive through the linked call site; the reverse is the loader's parent. */
    synchronized DoorLoader loaderBeside(@Nullable ClassLoader application) {
        ClassLoader key = application == null ? ClassLoader.getPlatformClassLoader() : application;
        WeakReference<DoorLoader> reference = byApplication.get(key);
        DoorLoader known = reference == null ? null : reference.get();
        if (known == null) {
            known = new DoorLoader(key, agent);
            byApplication.put(key, new WeakReference<>(known));
        }
        return known;
    }
}
