package io.mcpoauth2.agent.instrumentation.handler;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts the guard before the bodies of a class's handlers.
 *
 * <p>Adds instructions only, no member and no format change, so that it works on classes that are already loaded.
 * Made in every JVM: what it needs of ASM's types stays in other classes, which are loaded with the first handler.
 */
public final class HandlerWeaver {
    private final HandlerSignatures signatures;
    private final HandlerReport report;

    public HandlerWeaver(HandlerSignatures signatures, HandlerReport report) {
        this.signatures = signatures;
        this.report = report;
    }

    /**
     * @return the woven class file; the same array if the class has no handler
     * @throws IllegalStateException if the class has handlers and is too old a class file for invokedynamic, or one of them is native
     */
    public byte[] weave(byte[] classFile) {
        HandlerClass.Handlers handlers = HandlerClass.handlers(classFile, signatures, report);
        if (handlers.rules().isEmpty()) {
            return classFile;
        }
        ClassReader reader = reader(classFile);
        byte[] woven = GuardedClass.of(reader, handlers.rules());
        handlers.rules().values().forEach(report::demands);
        report.guarded(reader.getClassName().replace('/', '.'), handlers.marked(), handlers.presets());
        return woven;
    }

    /**
     * Guards the functions that a framework's class calls as handlers.
     *
     * @param type the class, as in a class file
     * @return the woven class file; the same array if the class has no such call
     * @throws IllegalStateException if the class is too old a class file for invokedynamic
     */
    public byte[] weaveCalls(String type, byte[] classFile) {
        FrameworkCalls calls = signatures.callsOf(type);
        if (calls == null) {
            return classFile;
        }
        byte[] woven = GuardedCalls.of(reader(classFile), calls);
        if (woven == null) {
            report.withoutCalls(type.replace('/', '.'));
            return classFile;
        }
        return woven;
    }

    private static ClassReader reader(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        int major = reader.readUnsignedShort(6);
        if (major < Opcodes.V1_7) {
            throw new IllegalStateException("its class file version " + major + " is older than Java 7");
        }
        return reader;
    }
}
