package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.DoorProofsSamples.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An agent that gives the JVM the server's class file as it was before any agent. */
final class StrippingAgent implements ClassFileTransformer {
    private final Predicate<byte[]> wants;

    StrippingAgent(Predicate<byte[]> wants) {
        this.wants = wants;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        try {
            return name.equals(Server.class.getName().replace('.', '/')) && wants.test(classFile)
                    ? ClassFiles.of(Server.class)
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
