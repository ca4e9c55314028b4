package io.mcpoauth2.agent.instrumentation;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a server is loaded that the configuration leaves unprotected, in a JVM that told nothing at its start;
 * changes no class.
 */
final class FirstServer implements ClassFileTransformer {
    private final Set<String> internalNames = new HashSet<>();
    private final Runnable tell;

    /**
     * @param doors what would be woven
     * @param tell may be run more than once
     */
    FirstServer(List<TypeInstrumentation> doors, Runnable tell) {
        for (TypeInstrumentation door : doors) {
            internalNames.add(door.typeName().replace('.', '/'));
        }
        this.tell = tell;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name != null && internalNames.contains(name)) {
            tell.run();
        }
        return null;
    }
}
