package io.mcpoauth2.agent.instrumentation.loaders;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.AgentRuntime;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, before a class is woven, whether its loader can see what it would be woven with.
 *
 * <p>A woven class that could not would fail with a riddle at its first request. Asked within a transformation, where
 * classes that the loader loads on the way are not woven; a loader that has been woven itself loads none.
 */
@SuppressWarnings("ReferenceEquality") // A copy of the bridge from elsewhere is not the bridge.
public final class BridgeSight {
    /** Of the bridge, but named by no woven class: to have asked for it changes nothing. */
    private static final Class<?> PROBE = AgentRuntime.class;

    private final Map<ClassLoader, Boolean> seeing = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final AgentLog log;

    public BridgeSight(AgentLog log) {
        this.log = log;
    }

    /**
     * Does nothing if classes of this loader can be woven.
     *
     * @param loader null is the bootstrap loader
     * @throws HiddenBridgeException if they cannot; an ERROR line has said what cures it
     */
    public void require(@Nullable ClassLoader loader) {
        if (loader == null || seeing.containsKey(loader)) {
            return;
        }
        if (!sees(loader)) {
            String type = loader.getClass().getName();
            if (reported.add(type)) {
                log.error("the class loader " + type + " hides the package io.mcpoauth2.bridge from its classes, which"
                        + " are refused until it is told otherwise: "
                        + ModuleSystem.of(loader.getClass()).cure());
            }
            throw new HiddenBridgeException(type + " hides io.mcpoauth2.bridge");
        }
        seeing.put(loader, true);
    }

    private static boolean sees(ClassLoader loader) {
        try {
            return Class.forName(PROBE.getName(), false, loader) == PROBE;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return false; // Whatever a loader does that does not find it.
        }
    }
}
