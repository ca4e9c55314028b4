package io.mcpoauth2.agent.instrumentation.loaders;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Lets a class loader take the bridge from the bootstrap loader, before it looks anywhere else.
 *
 * <p>As source: {@code if (name != null && name.startsWith("io.mcpoauth2.bridge.")) return Class.forName(name, false,
 * null);}. It names nothing but java.lang, as a loader's class may be hidden from the bridge, too; no member is added, so
 * that it works on loaders that are loaded already.
 */
public final class LoaderWeaver {
    private static final String BRIDGE = "io.mcpoauth2.bridge.";
    private static final int NO_BODY = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_STATIC;

    private LoaderWeaver() {}

    /** The woven class file of one that {@link LoaderClassFile#isLoader} has told from others. */
    public static byte[] weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Delegating(writer), 0);
        return writer.toByteArray();
    }

    private static final class Delegating extends ClassVisitor {
        Delegating(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean wanted = (access & NO_BODY) == 0
                    && name.equals(LoaderClassFile.METHOD)
                    && LoaderClassFile.DESCRIPTORS.contains(descriptor);
            return wanted ? new BridgeFirst(next) : next;
        }
    }

    private static final class BridgeFirst extends MethodVisitor {
        BridgeFirst(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label elsewhere = new Label();
            super.visitVarInsn(Opcodes.ALOAD, 1);
            super.visitJumpInsn(Opcodes.IFNULL, elsewhere);
            super.visitVarInsn(Opcodes.ALOAD, 1);
            super.visitLdcInsn(BRIDGE);
            super.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, "java/lang/String", "startsWith", "(Ljava/lang/String;)Z", false);
            super.visitJumpInsn(Opcodes.IFEQ, elsewhere);
            super.visitVarInsn(Opcodes.ALOAD, 1);
            super.visitInsn(Opcodes.ICONST_0);
            super.visitInsn(Opcodes.ACONST_NULL);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "java/lang/Class",
                    "forName",
                    "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
                    false);
            super.visitInsn(Opcodes.ARETURN);
            super.visitLabel(elsewhere);
            super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            // The body may begin with a frame of its own, and two frames cannot share a place.
            super.visitInsn(Opcodes.NOP);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 3), maxLocals);
        }
    }
}
