package io.mcpoauth2.agent.instrumentation;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** What doors, and the agent itself, may see of the JDK's own modules beyond what these export. */
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
        if (opened != null) {
            open(woven, opened, door);
        }
    }

    /** Lets the agent connect by TLS without fixing the JVM's defaults: {@code TlsConnections} says how. */
    void openTls(Module agent) {
        open(Object.class.getModule(), "javax.net.ssl", agent);
    }

    private void open(Module module, String opened, Module reader) {
        if (!module.isOpen(opened, reader)) {
            jvm.redefineModule(module, Set.of(), Map.of(), Map.of(opened, Set.of(reader)), Set.of(), Map.of());
        }
    }
}
