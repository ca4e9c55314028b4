package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.canary.DoorProofs;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.listeners.OtherServers;
import io.mcpoauth2.agent.instrumentation.loaders.BridgeSight;
import io.mcpoauth2.agent.instrumentation.loaders.HiddenBridgeException;
import io.mcpoauth2.agent.instrumentation.loaders.LoaderClassFile;
import io.mcpoauth2.agent.instrumentation.loaders.LoaderWeaver;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /**
     * Bytes that no JVM accepts, so that the class cannot be used at all. Not an empty array, which the JVM takes for
     * "unchanged". A constant of this class, as a class that had to be loaded first might not be loaded.
     */
    static final byte[] UNLOADABLE = {0};

    private static final String LAUNCHER = "io.mcpoauth2.agent.launch.";

    private final Map<String, TypeInstrumentation> byInternalName = new HashMap<>();
    private final HandlerSignatures signatures;
    private final Subclasses subclasses;
    private final ConstantPool constants;
    private final HandlerWeaver handlers;
    private final BridgeSight bridge;
    private final Weavings weavings;
    private final DoorProofs proofs;
    private final ClassLoader agent;
    private final AgentLog log;
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

    ClassFilter(
            List<TypeInstrumentation> instrumentations,
            HandlerSignatures signatures,
            HandlerWeaver handlers,
            Weavings weavings,
            DoorProofs proofs,
            ClassLoader agent,
            AgentLog log) {
        for (TypeInstrumentation instrumentation : instrumentations) {
            byInternalName.put(instrumentation.typeName().replace('.', '/'), instrumentation);
        }
        this.signatures = signatures;
        this.subclasses = new Subclasses(instrumentations);
        this.constants = new ConstantPool(signatures.annotations(), subclasses.descriptors(), subclasses.methods());
        this.handlers = handlers;
        this.weavings = weavings;
        this.proofs = proofs;
        this.agent = agent;
        this.log = log;
        this.bridge = new BridgeSight(log);
    }

    /** Whether a class that was loaded before this filter has to be woven after the fact. */
    enum Interest {
        NONE,
        /** Its class file cannot be read, or is that of a class loader, which is woven if it can be. */
        UNKNOWN,
        WANTED
    }

    Interest interestIn(Class<?> loaded) {
        // The launcher is in the application's loader: it would be retransformed in every JVM, for nothing.
        if (loaded.isArray()
                || loaded.isPrimitive()
                || loaded.isHidden()
                || loaded.getName().startsWith(LAUNCHER)) {
            return Interest.NONE;
        }
        ClassLoader loader = loaded.getClassLoader();
        if (loader == null && loaded.getName().startsWith("java.")) {
            return Interest.NONE; // Most of what a starting JVM has loaded.
        }
        String name = loaded.getName().replace('.', '/');
        if (loader != agent && byInternalName.containsKey(name)) {
            return Interest.WANTED;
        }
        if (loader == null || !isApplication(loader)) {
            return Interest.NONE;
        }
        if (signatures.namesType(name)) {
            return Interest.WANTED;
        }
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? Interest.UNKNOWN : interestIn(loader, in.readAllBytes());
        } catch (Throwable t) {
            return Interest.UNKNOWN; // Whatever a loader of the application's throws.
        }
    }

    private Interest interestIn(ClassLoader loader, byte[] classFile) {
        int found = constants.scan(classFile);
        if ((found & ConstantPool.ANNOTATION) != 0
                || (mayOverride(found) && subclasses.inheritedBy(loader, classFile) != null)) {
            return Interest.WANTED;
        }
        boolean classLoader = (found & ConstantPool.LOADER) != 0 && LoaderClassFile.isLoader(classFile);
        return classLoader ? Interest.UNKNOWN : Interest.NONE;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        boolean application = isApplication(loader);
        try {
            // A class may be defined without telling its name.
            String type = name == null ? ConstantPool.thisClass(classFile) : name;
            TypeInstrumentation instrumentation = loader == agent ? null : byInternalName.get(type);
            if (instrumentation != null && !OtherServers.isPartOfAnotherAgent(loader, domain)) {
                return weaveProven(instrumentation, loader, handlers.weaveCalls(type, classFile));
            }
            return application ? weaveApplication(loader, type, classFile) : null;
        } catch (Throwable t) {
            // The stack or the memory is at its end, and whether the class is wanted is not known. Of the JDK's own
            // classes hardly any is, and without them nothing runs.
            return application ? UNLOADABLE : null;
        }
    }

    /** A class loader or a server's subclass may hold handlers as well. */
    private byte @Nullable [] weaveApplication(@Nullable ClassLoader loader, String type, byte[] classFile) {
        int found = constants.scan(classFile);
        byte[] woven = (found & ConstantPool.LOADER) != 0 ? weaveLoader(type, classFile) : null;
        if (mayOverride(found) && loader != null) {
            TypeInstrumentation inherited = subclasses.inheritedBy(loader, classFile);
            woven = inherited == null
                    ? woven
                    : weaveType(weavings.formFor(inherited, loader), loader, woven == null ? classFile : woven);
        }
        if ((found & ConstantPool.ANNOTATION) == 0 && !signatures.namesType(type)) {
            return woven;
        }
        byte[] guarded = weaveHandlers(loader, type, woven == null ? classFile : woven);
        return guarded == null ? woven : guarded;
    }

    private static boolean mayOverride(int found) {
        return (found & ConstantPool.DESCRIPTOR) != 0 && (found & ConstantPool.METHOD) != 0;
    }

    private boolean isApplication(@Nullable ClassLoader loader) {
        return loader != null && loader != platform && loader != agent && !(loader instanceof DoorLoader);
    }

    /** A server's own class. Those that extend it are the application's, whose code a proof must not run. */
    private byte @Nullable [] weaveProven(TypeInstrumentation wanted, @Nullable ClassLoader loader, byte[] classFile) {
        String what = wanted.kind() + " " + wanted.typeName();
        try {
            TypeInstrumentation instrumentation = weavings.formFor(wanted, loader);
            byte @Nullable [] woven = proofs.mustRefuse(instrumentation, loader)
                    ? RefusingClass.ofServer(
                            classFile, instrumentation.weavings(), "another agent took the " + what + " away")
                    : weaveType(instrumentation, loader, classFile);
            if (woven != null && woven != UNLOADABLE) {
                proofs.wove(instrumentation, loader, woven);
            }
            return woven;
        } catch (Throwable t) {
            report(() -> log.error("the " + what + " cannot be proven, so it cannot be loaded", t));
            return UNLOADABLE;
        }
    }

    private byte @Nullable [] weaveType(
            TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] classFile) {
        byte[] woven;
        try {
            bridge.require(loader);
            woven = weavings.weave(instrumentation, loader, classFile);
        } catch (Throwable t) {
            String what = instrumentation.kind() + " " + instrumentation.typeName();
            Optional<String> loss = instrumentation.loss();
            if (loss.isPresent()) {
                report(() -> log.error("the " + what + " cannot be woven (" + t.getMessage() + "): " + loss.get()));
                return null;
            }
            return refuse(
                    what,
                    "its requests are refused",
                    t,
                    reason -> RefusingClass.ofServer(classFile, instrumentation.weavings(), reason));
        }
        report(() -> log.debug("wove " + instrumentation.typeName()));
        return woven;
    }

    /** A loader that cannot be woven stays as it is: whether its classes can be is found out when one is to be. */
    private byte @Nullable [] weaveLoader(String name, byte[] classFile) {
        byte[] woven;
        try {
            if (!LoaderClassFile.isLoader(classFile)) {
                return null;
            }
            woven = LoaderWeaver.weave(classFile);
        } catch (Throwable t) {
            report(() -> log.debug("class loader " + name.replace('/', '.') + " left as it is: " + t));
            return null;
        }
        report(() -> log.debug("wove class loader " + name.replace('/', '.')));
        return woven;
    }

    private byte @Nullable [] weaveHandlers(@Nullable ClassLoader loader, String name, byte[] classFile) {
        try {
            byte[] woven = handlers.weave(handlers.weaveCalls(name, classFile));
            if (woven == classFile) {
                return null;
            }
            bridge.require(loader);
            return woven;
        } catch (Throwable t) {
            return refuse(
                    "handler class " + name.replace('/', '.'),
                    "all calls to it are refused",
                    t,
                    reason -> RefusingClass.ofHandlers(classFile, reason));
        }
    }

    private byte[] refuse(String what, String consequence, Throwable cause, Refusal refusal) {
        try {
            byte[] refusing = refusal.withReason("the " + what + " could not be protected");
            report(() ->
                    tell("the " + what + " cannot be protected (" + cause.getMessage() + "): " + consequence, cause));
            return refusing;
        } catch (Throwable t) {
            report(() -> log.error(
                    "the " + what + " cannot be protected (" + cause.getMessage()
                            + ") and not even be made to refuse, so it cannot be loaded",
                    t));
            return UNLOADABLE;
        }
    }

    /** Of a loader that hides the bridge all has been said, and it may have many such classes. */
    private void tell(String message, Throwable cause) {
        if (cause instanceof HiddenBridgeException) {
            log.debug(message);
        } else {
            log.error(message, cause);
        }
    }

    /** What cannot be told must not change what becomes of the class. */
    private static void report(Runnable line) {
        try {
            line.run();
        } catch (Throwable t) {
            // There is no other place to say it.
        }
    }

    /** Makes the class that refuses. */
    @FunctionalInterface
    private interface Refusal {
        byte[] withReason(String reason);
    }
}
