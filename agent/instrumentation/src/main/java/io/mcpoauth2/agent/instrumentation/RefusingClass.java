package io.mcpoauth2.agent.instrumentation;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What becomes of a class that must be woven but cannot be: every method of it throws, so that nothing runs unguarded.
 *
 * <p>Constructors and the static initialiser stay, so that an application can start and say what it cannot do.
 */
final class RefusingClass {
    /** Even refusing failed: bytes no JVM accepts, so the class cannot be used at all. */
    static final byte[] UNLOADABLE = new byte[0];

    private RefusingClass() {}

    /**
     * @param reason what the thrown exception says
     */
    static byte[] of(byte[] classFile, String reason) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Refusing(writer, reason), 0);
        return writer.toByteArray();
    }

    private static final class Refusing extends ClassVisitor {
        private final String reason;

        Refusing(ClassVisitor next, String reason) {
            super(Opcodes.ASM9, next);
            this.reason = reason;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (name.startsWith("<")) {
                return next;
            }
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    super.visitLdcInsn(reason);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "io/mcpoauth2/bridge/Guard",
                            "refuse",
                            "(Ljava/lang/String;)V",
                            false);
                }
            };
        }
    }
}
