package io.mcpoauth2.agent.instrumentation;

import org.jspecify.annotations.Nullable;

/** Weaves servers and libraries, starts what the first door needs, and reports which doors are woven. */
final class Weavings {
    private final ClassLoader agent;
    private final Runnable atFirstDoor;
    private final Coverage coverage;
    private @Nullable DoorWeaver weaver;
    private boolean started;

    /**
     * @param coverage told of doors and frameworks
     * @param atFirstDoor run once, when a server's entry is woven; must return at once
     */
    Weavings(ClassLoader agent, Coverage coverage, Runnable atFirstDoor) {
        this.agent = agent;
        this.coverage = coverage;
        this.atFirstDoor = atFirstDoor;
    }

    byte[] weave(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] classFile) {
        byte[] woven = weaver().weave(instrumentation, loader, classFile);
        if (instrumentation.door()) {
            coverage.door(instrumentation.kind());
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
