package io.mcpoauth2.agent.instrumentation.listeners;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Weaves a call of the bridge into the method that binds, before its body and before each return.
 *
 * <p>Plain instructions without a frame: the classes belong to the JDK, where nothing may be linked lazily, or to Netty
 * and are older than invokedynamic.
 */
final class ListenerWeaver {
    private static final String BRIDGE = "io/mcpoauth2/bridge/Listeners";

    private ListenerWeaver() {}

    /**
     * @return the woven class file
     * @throws IllegalStateException if the class has no such method
     */
    static byte[] weave(ListenerClass type, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Binding binding = new Binding(writer, type);
        reader.accept(binding, 0);
        if (!binding.found) {
            throw new IllegalStateException("this version has no method " + type.method());
        }
        return writer.toByteArray();
    }

    private static final class Binding extends ClassVisitor {
        private final ListenerClass type;
        private boolean found;

        Binding(ClassVisitor next, ListenerClass type) {
            super(Opcodes.ASM9, next);
            this.type = type;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!type.binds(name, descriptor) || (access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) != 0) {
                return next;
            }
            found = true;
            return type == ListenerClass.INHERITED ? new Inheriting(next) : new Bound(next, type.listenerVariable());
        }
    }

    /** Of a method whose first argument is the address. */
    private static final class Bound extends MethodVisitor {
        private final int listener;

        Bound(MethodVisitor next, int listener) {
            super(Opcodes.ASM9, next);
            this.listener = listener;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, listener);
            visitVarInsn(Opcodes.ALOAD, 1);
            visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "opening", "(Ljava/lang/Object;Ljava/lang/Object;)V", false);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN || opcode == Opcodes.ARETURN) {
                visitVarInsn(Opcodes.ALOAD, listener);
                visitVarInsn(Opcodes.ALOAD, 1);
                visitMethodInsn(
                        Opcodes.INVOKESTATIC, BRIDGE, "opened", "(Ljava/lang/Object;Ljava/lang/Object;)V", false);
            }
            super.visitInsn(opcode);
        }
    }

    /** Of a method that returns the listener. */
    private static final class Inheriting extends MethodVisitor {
        Inheriting(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                super.visitInsn(Opcodes.DUP);
                visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "inherited", "(Ljava/lang/Object;)V", false);
            }
            super.visitInsn(opcode);
        }
    }
}
