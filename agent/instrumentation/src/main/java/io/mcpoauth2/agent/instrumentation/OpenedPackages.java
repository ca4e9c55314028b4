package io.mcpoauth2.agent.instrumentation;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** What doors may see of the JDK's own modules beyond what these export. */
final class OpenedPackages {
    private static final Map<String, String> PACKAGES = Map.of("jdk.httpserver", "sun.net.httpserver");

    private final Instrumentation jvm;

    OpenedPackages(Instrumentation jvm) {
        this.jvm = jvm;
    }

    /**
     * Opens a module's package to a door.
     *
     * @param woven the module of a woven class; nothing is opened of most
     */
    void open(Module woven, Module door) {
        String opened = woven.isNamed() ? PACKAGES.get(woven.getName()) : null;
        if (opened != null && !woven.isOpen(opened, door)) {
            jvm.redefineModule(woven, Set.of(), Map.of(), Map.of(opened, Set.of(door)), Set.of(), Map.of());
        }
    }
}
