package io.mcpoauth2.agent.instrumentation;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Weaves one class; what goes wrong fails the test, as the class then runs as it was. */
final class OneClassWeaver implements ClassFileTransformer {
    private final DoorWeaver weaver = new DoorWeaver(OneClassWeaver.class.getClassLoader());
    private final TypeInstrumentation type;

    OneClassWeaver(TypeInstrumentation type) {
        this.type = type;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        return name.equals(type.typeName().replace('.', '/')) ? weaver.weave(type, loader, classFile) : null;
    }
}
