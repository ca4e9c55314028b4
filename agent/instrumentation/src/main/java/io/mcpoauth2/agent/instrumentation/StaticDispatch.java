package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.handler.Primitives;
import io.mcpoauth2.bridge.DoorSite;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Rewrites the woven calls of a class file that is too old for invokedynamic into static calls of the bridge.
 *
 * <p>Class files before Java 7 must not hold the instruction. Each call becomes {@link DoorSite#call}, with its arguments
 * in an array; nothing is injected beside the class. Authors of advice write the same advice for both.
 */
final class StaticDispatch extends ClassVisitor {
    private static final String SITE = Type.getInternalName(DoorSite.class);
    private static final String CALL = "(Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/Object;";

    private Type owner = Type.VOID_TYPE;
    private int major;

    private StaticDispatch(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** Whether the JVM rejects invokedynamic in this class file. */
    static boolean isNeeded(byte[] classFile) {
        return (((classFile[6] & 0xFF) << 8) | (classFile[7] & 0xFF)) < Opcodes.V1_7;
    }

    /** The same class with static calls; its constant pool is written anew, as it may not hold what it held for the others. */
    static byte[] of(byte[] woven) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(woven).accept(new StaticDispatch(writer), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        owner = Type.getObjectType(name);
        major = version & 0xFFFF;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
            @Override
            public void visitInvokeDynamicInsn(
                    String method, String type, Handle bootstrap, Object... bootstrapArguments) {
                if (!bootstrap.getOwner().equals(SITE)) {
                    throw new IllegalStateException("an invokedynamic that is not ours in a class file before Java 7");
                }
                collectArguments(this, Type.getArgumentTypes(type));
                loadOwner(this);
                visitInsn(Opcodes.SWAP);
                visitLdcInsn(DoorSite.key((String) bootstrapArguments[0], method, type));
                visitInsn(Opcodes.SWAP);
                visitMethodInsn(Opcodes.INVOKESTATIC, SITE, "call", CALL, false);
                unwrap(this, Type.getReturnType(type));
            }
        };
    }

    /** Moves the arguments from the operand stack into an array, the last one first; needs no local variable. */
    private static void collectArguments(MethodVisitor method, Type[] arguments) {
        method.visitIntInsn(Opcodes.SIPUSH, arguments.length);
        method.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int i = arguments.length - 1; i >= 0; i--) {
            if (arguments[i].getSize() == 2) {
                method.visitInsn(Opcodes.DUP_X2);
                method.visitInsn(Opcodes.POP);
            } else {
                method.visitInsn(Opcodes.SWAP);
            }
            Primitives.box(method, arguments[i]);
            method.visitInsn(Opcodes.SWAP);
            method.visitInsn(Opcodes.DUP_X1);
            method.visitInsn(Opcodes.SWAP);
            method.visitIntInsn(Opcodes.SIPUSH, i);
            method.visitInsn(Opcodes.SWAP);
            method.visitInsn(Opcodes.AASTORE);
        }
    }

    /** A class file before Java 5 has no constant for a class. */
    private void loadOwner(MethodVisitor method) {
        if (major >= Opcodes.V1_5) {
            method.visitLdcInsn(owner);
        } else {
            method.visitLdcInsn(owner.getClassName());
            method.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Class", "forName", "(Ljava/lang/String;)Ljava/lang/Class;", false);
        }
    }

    private static void unwrap(MethodVisitor method, Type returned) {
        if (returned.getSort() == Type.VOID) {
            method.visitInsn(Opcodes.POP);
        } else if (!returned.getInternalName().equals("java/lang/Object")) {
            Primitives.unboxOrCast(method, returned);
        }
    }
}
