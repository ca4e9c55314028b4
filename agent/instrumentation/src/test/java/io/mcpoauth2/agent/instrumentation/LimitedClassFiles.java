package io.mcpoauth2.agent.instrumentation;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Classes with a handler {@code handle(List)} that fill what a class file has room for. JVMS §4.11. */
final class LimitedClassFiles {
    private static final int LARGEST_METHOD = 65535;
    private static final int LARGEST_POOL = 65535;

    private LimitedClassFiles() {}

    static byte[] ofLargestMethod(String internalName) {
        ClassWriter writer = begin(internalName);
        MethodVisitor handle = beginHandler(writer);
        for (int i = beginBody(handle); i < LARGEST_METHOD - 1; i++) {
            handle.visitInsn(Opcodes.NOP);
        }
        handle.visitInsn(Opcodes.RETURN);
        handle.visitMaxs(0, 0);
        handle.visitEnd();
        return writer.toByteArray();
    }

    /**
     * @param declared whether the constants are fields, which a class keeps that refuses; else the body uses them
     */
    static byte[] ofFullPool(String internalName, boolean declared) {
        ClassWriter writer = begin(internalName);
        MethodVisitor handle = beginHandler(writer);
        beginBody(handle);
        int i = 0;
        while (!declared && i < 16_000) {
            handle.visitLdcInsn(i++);
            handle.visitInsn(Opcodes.POP);
        }
        handle.visitInsn(Opcodes.RETURN);
        handle.visitMaxs(0, 0);
        handle.visitEnd();
        writer.newUTF8("Code");
        int last = writer.newUTF8("RuntimeVisibleAnnotations");
        for (int field = 0; declared && last < LARGEST_POOL - 1; field++) {
            writer.visitField(Opcodes.ACC_STATIC, "f" + field, "I", null, null).visitEnd();
            last = writer.newUTF8("f" + field);
        }
        while (!declared && last < LARGEST_POOL - 3) {
            last = writer.newConst("constant " + last);
        }
        return writer.toByteArray();
    }

    private static ClassWriter begin(String internalName) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", null);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        return writer;
    }

    private static MethodVisitor beginHandler(ClassWriter writer) {
        MethodVisitor handle = writer.visitMethod(Opcodes.ACC_PUBLIC, "handle", "(Ljava/util/List;)V", null, null);
        handle.visitAnnotation("Lio/mcpoauth2/McpEndpoint;", true).visitEnd();
        return handle;
    }

    /** Tells that the body ran. Returns the bytes this takes. */
    private static int beginBody(MethodVisitor handle) {
        handle.visitCode();
        handle.visitVarInsn(Opcodes.ALOAD, 1);
        handle.visitLdcInsn("handle");
        handle.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/util/List", "add", "(Ljava/lang/Object;)Z", true);
        handle.visitInsn(Opcodes.POP);
        return 1 + 2 + 5 + 1;
    }
}
