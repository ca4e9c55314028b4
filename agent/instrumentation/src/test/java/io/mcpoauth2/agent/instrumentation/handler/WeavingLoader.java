package io.mcpoauth2.agent.instrumentation.handler;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;

/** Defines {@link SampleHandlers} and its nested types woven, and has the tests' own loader define all else. */
final class WeavingLoader extends ClassLoader {
    private final HandlerWeaver weaver;

    WeavingLoader(HandlerWeaver weaver) {
        super(WeavingLoader.class.getClassLoader());
        this.weaver = weaver;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(SampleHandlers.class.getName())) {
            return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = weaver.weave(in.readAllBytes());
            if (name.equals(SampleHandlers.Framework.class.getName())) {
                bytes = Objects.requireNonNull(GuardedCalls.of(
                        new ClassReader(bytes), FrameworkCalls.of("java/util/function/BiFunction", "apply")));
            }
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
