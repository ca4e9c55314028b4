package io.mcpoauth2.agent.instrumentation.handler;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Writes the steps between a declared type on the operand stack and an object. */
public final class Primitives {
    private Primitives() {}

    /** From a value of a declared type to an object; nothing where it is one. */
    public static void box(MethodVisitor method, Type type) {
        switch (type.getSort()) {
            case Type.BOOLEAN -> box(method, "java/lang/Boolean", type);
            case Type.CHAR -> box(method, "java/lang/Character", type);
            case Type.BYTE -> box(method, "java/lang/Byte", type);
            case Type.SHORT -> box(method, "java/lang/Short", type);
            case Type.INT -> box(method, "java/lang/Integer", type);
            case Type.LONG -> box(method, "java/lang/Long", type);
            case Type.FLOAT -> box(method, "java/lang/Float", type);
            case Type.DOUBLE -> box(method, "java/lang/Double", type);
            default -> {
                // A reference is an object.
            }
        }
    }

    /** From an object back to the declared type. */
    public static void unboxOrCast(MethodVisitor method, Type type) {
        switch (type.getSort()) {
            case Type.BOOLEAN -> unbox(method, "java/lang/Boolean", "booleanValue", type);
            case Type.CHAR -> unbox(method, "java/lang/Character", "charValue", type);
            case Type.BYTE -> unbox(method, "java/lang/Byte", "byteValue", type);
            case Type.SHORT -> unbox(method, "java/lang/Short", "shortValue", type);
            case Type.INT -> unbox(method, "java/lang/Integer", "intValue", type);
            case Type.LONG -> unbox(method, "java/lang/Long", "longValue", type);
            case Type.FLOAT -> unbox(method, "java/lang/Float", "floatValue", type);
            case Type.DOUBLE -> unbox(method, "java/lang/Double", "doubleValue", type);
            default -> method.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        }
    }

    private static void box(MethodVisitor method, String wrapper, Type type) {
        String descriptor = "(" + type.getDescriptor() + ")L" + wrapper + ";";
        method.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", descriptor, false);
    }

    private static void unbox(MethodVisitor method, String wrapper, String value, Type type) {
        method.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wrapper, value, "()" + type.getDescriptor(), false);
    }
}
