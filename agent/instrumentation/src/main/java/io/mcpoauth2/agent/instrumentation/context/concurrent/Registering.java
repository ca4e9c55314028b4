package io.mcpoauth2.agent.instrumentation.context.concurrent;

import java.util.Set;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Has a method that takes one function keep what the bridge makes of it. */
final class Registering extends MethodVisitor {
    private final String bridge;
    private final String carry;
    private final String descriptor;
    private final int variable;
    /** Whether the bridge is given the method's own object, too. */
    private final boolean withReceiver;

    private Registering(
            String bridge, String carry, String descriptor, int variable, boolean withReceiver, MethodVisitor next) {
        super(Opcodes.ASM9, next);
        this.bridge = bridge;
        this.carry = carry;
        this.descriptor = descriptor;
        this.variable = variable;
        this.withReceiver = withReceiver;
    }

    /**
     * By the bridge's method for that kind of function.
     *
     * @param functions internal names of the types that count as one
     * @throws IllegalStateException if the method takes none
     */
    static Registering of(
            String bridge, Set<String> functions, MethodVisitor next, int access, String name, String descriptor) {
        Argument found = argument(functions, access, name, descriptor);
        String type = found.type.getInternalName();
        return new Registering(
                bridge,
                "carry" + type.substring(type.lastIndexOf('/') + 1),
                Type.getMethodDescriptor(found.type, found.type),
                found.variable,
                false,
                next);
    }

    /**
     * By a method of the bridge's that is named.
     *
     * @param receiver internal name of the method's own class, if the bridge is given its object; else empty
     */
    static Registering by(
            String bridge,
            String carry,
            String receiver,
            Set<String> functions,
            MethodVisitor next,
            int access,
            String name,
            String descriptor) {
        Argument found = argument(functions, access, name, descriptor);
        String carryDescriptor = receiver.isEmpty()
                ? Type.getMethodDescriptor(found.type, found.type)
                : Type.getMethodDescriptor(found.type, found.type, Type.getObjectType(receiver));
        return new Registering(bridge, carry, carryDescriptor, found.variable, !receiver.isEmpty(), next);
    }

    /** Whether the method takes a function. */
    static boolean takesOne(Set<String> functions, String descriptor) {
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            if (argument.getSort() == Type.OBJECT && functions.contains(argument.getInternalName())) {
                return true;
            }
        }
        return false;
    }

    private static Argument argument(Set<String> functions, int access, String name, String descriptor) {
        int slot = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            if (argument.getSort() == Type.OBJECT && functions.contains(argument.getInternalName())) {
                return new Argument(argument, slot);
            }
            slot += argument.getSize();
        }
        throw new IllegalStateException("this JDK's " + name + descriptor + " takes no function");
    }

    @Override
    public void visitCode() {
        super.visitCode();
        visitVarInsn(Opcodes.ALOAD, variable);
        if (withReceiver) {
            visitVarInsn(Opcodes.ALOAD, 0);
        }
        visitMethodInsn(Opcodes.INVOKESTATIC, bridge, carry, descriptor, false);
        visitVarInsn(Opcodes.ASTORE, variable);
    }

    private record Argument(Type type, int variable) {}
}
