package com.example.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.stream.Stream;

/**
 * An agent of somebody else that transforms one class, {@code what=binary.name.Of$Class}.
 *
 * <p>{@code strip} gives the JVM the class file as it is on disk, whatever other agents made of it; {@code strip-once} does
 * so for one transformation; {@code redefine} makes the class anew from disk; {@code retransform} changes nothing. On the
 * command line it comes before the class is loaded, attached after.
 */
public final class OtherAgent implements ClassFileTransformer {
    private final String type;
    private final boolean strips;

    private OtherAgent(String type, boolean strips) {
        this.type = type;
        this.strips = strips;
    }

    public static void premain(String argument, Instrumentation jvm) {
        jvm.addTransformer(of(argument), true);
    }

    public static void agentmain(String argument, Instrumentation jvm) throws Exception {
        OtherAgent agent = of(argument);
        List<Class<?>> loaded = Stream.of(jvm.getAllLoadedClasses())
                .filter(candidate -> candidate.getName().equals(agent.type))
                .<Class<?>>map(candidate -> candidate)
                .toList();
        if (loaded.isEmpty()) {
            throw new IllegalStateException(agent.type + " is not loaded");
        }
        for (Class<?> target : loaded) {
            if (argument.startsWith("redefine=")) {
                jvm.redefineClasses(new ClassDefinition(target, agent.onDisk(target.getClassLoader())));
                continue;
            }
            jvm.addTransformer(agent, true);
            jvm.retransformClasses(target);
            if (!argument.startsWith("strip=")) {
                jvm.removeTransformer(agent);
            }
        }
    }

    private static OtherAgent of(String argument) {
        return new OtherAgent(argument.substring(argument.indexOf('=') + 1), argument.startsWith("strip"));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        return strips && type.replace('.', '/').equals(name) ? onDisk(loader) : null;
    }

    private byte[] onDisk(ClassLoader loader) {
        String file = type.replace('.', '/') + ".class";
        try (InputStream in =
                loader == null ? ClassLoader.getSystemResourceAsStream(file) : loader.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
