package io.mcpoauth2.agent.instrumentation.loaders;

import java.util.HashSet;
import java.util.Set;

/** Kinds of class loaders that hide packages, and how each is told not to hide the bridge. */
enum ModuleSystem {
    JBOSS_MODULES(
            "org.jboss.modules.ModuleClassLoader",
            "start the JVM with -Djboss.modules.system.pkgs=org.jboss.byteman,io.mcpoauth2.bridge"),
    OSGI(
            "org.osgi.framework.BundleReference",
            "set the framework property org.osgi.framework.bootdelegation=io.mcpoauth2.bridge"),
    OTHER("", "let it take this package from its parent, the bootstrap class loader in the end");

    private final String type;
    private final String cure;

    ModuleSystem(String type, String cure) {
        this.type = type;
        this.cure = cure;
    }

    /** The kind of a class loader, by the names of its supertypes. */
    static ModuleSystem of(Class<?> loader) {
        Set<String> names = new HashSet<>();
        for (Class<?> at = loader; at != null; at = at.getSuperclass()) {
            names.add(at.getName());
            for (Class<?> implemented : at.getInterfaces()) {
                names.add(implemented.getName());
            }
        }
        for (ModuleSystem system : values()) {
            if (names.contains(system.type)) {
                return system;
            }
        }
        return OTHER;
    }

    /** What an operator does about it, in the imperative. */
    String cure() {
        return cure;
    }
}
