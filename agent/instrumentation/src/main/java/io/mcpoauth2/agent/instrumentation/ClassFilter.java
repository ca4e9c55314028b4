package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.listeners.OtherServers;
import io.mcpoauth2.agent.instrumentation.loaders.BridgeSight;
import io.mcpoauth2.agent.instrumentation.loaders.LoaderClassFile;
import io.mcpoauth2.agent.instrumentation.loaders.LoaderWeaver;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class the JVM loads, looks at its name and constant pool, and has the wanted ones woven.
 *
 * <p>The JVM ignores an exception thrown here and would run the class as it was; so whatever goes wrong, a class that
 * must be woven becomes one that refuses. Everything here must be loaded before it is registered: a class first loaded
 * inside a callback may be the very one being loaded.
 */
@SuppressWarnings("ReferenceEquality") // Loaders and arrays are compared by identity on purpose.
final class ClassFilter implements ClassFileTransformer {
    private static final String LAUNCHER = "io.mcpoauth2.agent.launch.";

    private final Map<String, TypeInstrumentation> byInternalName = new HashMap<>();
    private final HandlerSignatures signatures;
    private final ConstantPool constants;
    private final HandlerWeaver handlers;
    private final BridgeSight bridge;
    private final Weavings weavings;
    private final ClassLoader agent;
    private final AgentLog log;
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

    ClassFilter(
            List<TypeInstrumentation> instrumentations,
            HandlerSignatures signatures,
            HandlerWeaver handlers,
            Weavings weavings,
            ClassLoader agent,
            AgentLog log) {
        for (TypeInstrumentation instrumentation : instrumentations) {
            byInternalName.put(instrumentation.typeName().replace('.', '/'), instrumentation);
        }
        this.signatures = signatures;
        this.constants = new ConstantPool(signatures.annotations());
        this.handlers = handlers;
        this.weavings = weavings;
        this.agent = agent;
        this.log = log;
        this.bridge = new BridgeSight(log);
    }

    /** Whether a class that was loaded before this filter may have to be woven after the fact. */
    boolean mayWant(Class<?> loaded) {
        ClassLoader loader = loaded.getClassLoader();
        // The launcher is in the application's loader: it would be retransformed in every JVM, for nothing.
        if (loaded.isArray()
                || loaded.isPrimitive()
                || loaded.isHidden()
                || loaded.getName().startsWith(LAUNCHER)) {
            return false;
        }
        return byInternalName.containsKey(loaded.getName().replace('.', '/')) || isApplication(loader);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null) {
            return null;
        }
        TypeInstrumentation instrumentation = byInternalName.get(name);
        if (instrumentation != null && loader != agent && !OtherServers.isPartOfAnotherAgent(loader, domain)) {
            return weaveType(instrumentation, loader, classFile);
        }
        if (!isApplication(loader)) {
            return null;
        }
        int found = constants.scan(classFile);
        if ((found & ConstantPool.LOADER) != 0 && LoaderClassFile.isLoader(classFile)) {
            return weaveLoader(name, classFile);
        }
        return (found & ConstantPool.ANNOTATION) != 0 || signatures.namesType(name)
                ? weaveHandlers(loader, name, classFile)
                : null;
    }

    private boolean isApplication(@Nullable ClassLoader loader) {
        return loader != null && loader != platform && loader != agent && !(loader instanceof DoorLoader);
    }

    private byte[] weaveType(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] classFile) {
        try {
            bridge.require(loader);
            byte[] woven = weavings.weave(instrumentation, loader, classFile);
            log.debug("wove " + instrumentation.typeName());
            return woven;
        } catch (Throwable t) {
            return refuse(instrumentation.kind() + " " + instrumentation.typeName(), classFile, t);
        }
    }

    /** A loader that cannot be woven stays as it is: whether its classes can be is found out when one is to be. */
    private byte @Nullable [] weaveLoader(String name, byte[] classFile) {
        try {
            byte[] woven = LoaderWeaver.weave(classFile);
            log.debug("wove class loader " + name.replace('/', '.'));
            return woven;
        } catch (Throwable t) {
            log.debug("class loader " + name.replace('/', '.') + " left as it is: " + t);
            return null;
        }
    }

    private byte @Nullable [] weaveHandlers(@Nullable ClassLoader loader, String name, byte[] classFile) {
        try {
            byte[] woven = handlers.weave(classFile);
            if (woven == classFile) {
                return null;
            }
            bridge.require(loader);
            return woven;
        } catch (Throwable t) {
            return refuse("handler class " + name.replace('/', '.'), classFile, t);
        }
    }

    private byte[] refuse(String what, byte[] classFile, Throwable cause) {
        log.error(
                "the " + what + " cannot be protected (" + cause.getMessage() + "): all calls to it are refused",
                cause);
        try {
            return RefusingClass.of(classFile, "the " + what + " could not be protected");
        } catch (Throwable t) {
            log.error("the " + what + " cannot even be made to refuse, so it cannot be loaded", t);
            return RefusingClass.UNLOADABLE;
        }
    }
}
