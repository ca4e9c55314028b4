package io.mcpoauth2.agent.instrumentation;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Weaves servers and libraries, starts what the first door needs, and remembers which doors are woven. */
final class Weavings {
    private final ClassLoader agent;
    private final Runnable atFirstDoor;
    private final Set<String> doors = new ConcurrentSkipListSet<>();
    private @Nullable DoorWeaver weaver;
    private boolean started;

    /**
     * @param atFirstDoor run once, when a server's entry is woven; must return at once
     */
    Weavings(ClassLoader agent, Runnable atFirstDoor) {
        this.agent = agent;
        this.atFirstDoor = atFirstDoor;
    }

    byte[] weave(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] classFile) {
        byte[] woven = weaver().weave(instrumentation, loader, classFile);
        if (instrumentation.door()) {
            doors.add(instrumentation.kind());
            start();
        }
        return woven;
    }

    /** Names of the doors that are woven. */
    Set<String> doors() {
        return new TreeSet<>(doors);
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
