package io.mcpoauth2.agent.instrumentation.handler;

import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts the guard before the bodies of a class's handlers.
 *
 * <p>Adds instructions only, no member and no format change, so that it works on classes that are already loaded.
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
     * @throws IllegalStateException if the class has handlers and is too old a class file for invokedynamic
     */
    public byte[] weave(byte[] classFile) {
        Map<String, HandlerRule> handlers = HandlerClass.handlers(classFile, signatures, report);
        if (handlers.isEmpty()) {
            return classFile;
        }
        ClassReader reader = new ClassReader(classFile);
        int major = reader.readUnsignedShort(6);
        if (major < Opcodes.V1_7) {
            throw new IllegalStateException("its class file version " + major + " is older than Java 7");
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Guarding(writer, handlers), 0);
        report.guarded(reader.getClassName().replace('/', '.'), handlers.size());
        return writer.toByteArray();
    }

    private static final class Guarding extends ClassVisitor {
        private final Map<String, HandlerRule> handlers;
        private String owner = "";
        private boolean isInterface;

        Guarding(ClassVisitor next, Map<String, HandlerRule> handlers) {
            super(Opcodes.ASM9, next);
            this.handlers = handlers;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            owner = name;
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            HandlerRule rule = handlers.get(name + descriptor);
            if (rule == null || (access & Opcodes.ACC_BRIDGE) != 0) {
                return next;
            }
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            return new GuardedMethod(
                    next, new GuardedMethod.Handler(owner, isInterface, isStatic, name, descriptor, rule));
        }
    }
}
