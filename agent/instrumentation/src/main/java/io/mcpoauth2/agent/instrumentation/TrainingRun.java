package io.mcpoauth2.agent.instrumentation;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** Tells whether this JVM records an AOT cache (JEP 483, JEP 514), into which no woven class goes. */
final class TrainingRun {
    private static final int FIRST_RELEASE = 24; // A dump of class data, which was before, takes no agents.
    private static final String PACKAGE = "jdk.internal.misc";

    private TrainingRun() {}

    /** The JDK exports no answer to this, and its management beans would cost every start more. */
    static boolean isThisOne(Instrumentation jvm) {
        if (Runtime.version().feature() < FIRST_RELEASE) {
            return false;
        }
        try {
            Set<Module> own = Set.of(TrainingRun.class.getModule());
            jvm.redefineModule(Object.class.getModule(), Set.of(), Map.of(PACKAGE, own), Map.of(), Set.of(), Map.of());
            return (Boolean) Class.forName(PACKAGE + ".CDS")
                    .getMethod("isDumpingArchive")
                    .invoke(null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false; // Only a line of the log depends on it.
        }
    }
}
