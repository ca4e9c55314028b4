package io.mcpoauth2.agent.instrumentation.context.concurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Has an instance method run as nobody what others have submitted or registered: what the thread carried stands in one more local variable, next to the parameters.
 */
final class Running extends MethodVisitor {
    private static final String BRIDGE = "io/mcpoauth2/bridge/Futures";
    private static final String IDENTITY = "io/mcpoauth2/bridge/RequestIdentity";

    private final List<Object> parameters = new ArrayList<>();
    private final int saved;
    private final Label start = new Label();
    private final Label end = new Label();

    Running(MethodVisitor next, String owner, String descriptor) {
        super(Opcodes.ASM9, next);
        int slot = 1;
        parameters.add(owner);
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            parameters.add(frameType(argument));
            slot += argument.getSize();
        }
        saved = slot;
    }

    private static Object frameType(Type argument) {
        return switch (argument.getSort()) {
            case Type.BOOLEAN, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            default -> throw new IllegalStateException("a parameter of type " + argument);
        };
    }

    private int shifted(int variable) {
        return variable < saved ? variable : variable + 1;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "begin", "()L" + IDENTITY + ";", false);
        super.visitVarInsn(Opcodes.ASTORE, saved);
        super.visitLabel(start);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN || opcode == Opcodes.ARETURN || opcode == Opcodes.IRETURN) {
            putBack();
        }
        super.visitInsn(opcode);
    }

    private void putBack() {
        super.visitVarInsn(Opcodes.ALOAD, saved);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, "end", "(L" + IDENTITY + ";)V", false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitLabel(end);
        super.visitTryCatchBlock(start, end, end, null);
        List<Object> locals = new ArrayList<>(parameters);
        locals.add(IDENTITY);
        super.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
        putBack();
        super.visitInsn(Opcodes.ATHROW);
        super.visitMaxs(maxStack, maxLocals);
    }

    @Override
    public void visitFrame(int type, int numLocal, Object[] local, int numStack, Object[] stack) {
        List<Object> locals = new ArrayList<>(Arrays.asList(local).subList(0, numLocal));
        locals.add(parameters.size(), IDENTITY);
        super.visitFrame(type, locals.size(), locals.toArray(), numStack, stack);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        super.visitVarInsn(opcode, shifted(variable));
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        super.visitIincInsn(shifted(variable), increment);
    }

    @Override
    public void visitLocalVariable(
            String name, String descriptor, @Nullable String signature, Label from, Label to, int index) {
        super.visitLocalVariable(name, descriptor, signature, from, to, shifted(index));
    }
}
