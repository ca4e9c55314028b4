package io.mcpoauth2.agent.instrumentation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weaves servers and libraries, starts what the first door needs, and reports which doors are woven. */
final class Weavings {
    private final ClassLoader agent;
    private final Fallbacks fallbacks;
    private final Runnable atFirstDoor;
    private final Coverage coverage;
    private @Nullable DoorWeaver weaver;
    private boolean started;

    /**
     * @param coverage told of doors and frameworks
     * @param fallbacks asked what becomes of each class
     * @param atFirstDoor run once, when a server's entry is woven; must return at once
     */
    Weavings(ClassLoader agent, Coverage coverage, Fallbacks fallbacks, Runnable atFirstDoor) {
        this.agent = agent;
        this.fallbacks = fallbacks;
        this.coverage = coverage;
        this.atFirstDoor = atFirstDoor;
    }

    /** See {@link Fallbacks#formFor}. */
    TypeInstrumentation formFor(TypeInstrumentation instrumentation, @Nullable ClassLoader loader) {
        return fallbacks.formFor(instrumentation, loader);
    }

    /**
     * @return the class file that is to be loaded, which may be the same
     */
    byte[] weave(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] classFile) {
        Fallbacks.Plan plan = fallbacks.planFor(instrumentation, loader);
        TypeInstrumentation refusal = plan.weaving();
        if (instrumentation.door() && plan.way() != Fallbacks.Way.WEAVE && plan.way() != Fallbacks.Way.LEAVE) {
            coverage.closed(instrumentation.kind(), loader);
        }
        return switch (plan.way()) {
            case WEAVE -> weaveDoor(instrumentation, loader, classFile);
            case LEAVE -> classFile;
            case ANSWER -> weaver().weave(refusal == null ? instrumentation : refusal, loader, classFile);
            case REFUSE -> RefusingClass.ofServer(classFile, instrumentation.weavings(), plan.reason());
            case PREVENT -> RefusingClass.ofServer(classFile, List.of(), plan.reason()); // All methods.
        };
    }

    private byte[] weaveDoor(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] classFile) {
        byte[] woven = weaver().weave(instrumentation, loader, classFile);
        if (instrumentation.door()) {
            coverage.door(instrumentation.kind(), loader);
            start();
        }
        instrumentation.framework().ifPresent(coverage::framework);
        return woven;
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            atFirstDoor.run();
        }
    }

    /** Byte Buddy asks the JVM for more than it needs unless told to be safe; on 25 that prints warnings. */
    private synchronized DoorWeaver weaver() {
        if (weaver == null) {
            String before = System.getProperty("net.bytebuddy.safe");
            System.setProperty("net.bytebuddy.safe", "true");
            try {
                weaver = new DoorWeaver(agent);
            } finally {
                if (before == null) {
                    System.clearProperty("net.bytebuddy.safe");
                } else {
                    System.setProperty("net.bytebuddy.safe", before);
                }
            }
        }
        return weaver;
    }
}
