package io.mcpoauth2.agent.instrumentation.handler;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** From the object on the stack back to a method's declared type. */
final class Primitives {
    private Primitives() {}

    static void unboxOrCast(MethodVisitor method, Type type) {
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

    private static void unbox(MethodVisitor method, String wrapper, String value, Type type) {
        method.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wrapper, value, "()" + type.getDescriptor(), false);
    }
}
