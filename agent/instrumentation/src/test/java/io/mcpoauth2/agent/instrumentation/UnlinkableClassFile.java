package io.mcpoauth2.agent.instrumentation;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Classes that load but cannot be linked: to verify their code the JVM needs an optional dependency that is not there. */
final class UnlinkableClassFile {
    private UnlinkableClassFile() {}

    /**
     * @param handler whether its method is marked as a handler
     */
    static byte[] of(String internalName, boolean handler) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", null);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "make", "()Lgone/Product;", null, null);
        if (handler) {
            method.visitAnnotation("Lio/mcpoauth2/McpEndpoint;", true).visitEnd();
        }
        method.visitCode();
        method.visitTypeInsn(Opcodes.NEW, "gone/SpecialProduct");
        method.visitInsn(Opcodes.DUP);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "gone/SpecialProduct", "<init>", "()V", false);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return writer.toByteArray();
    }
}
