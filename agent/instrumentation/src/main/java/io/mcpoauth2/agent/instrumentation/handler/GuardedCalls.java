package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.bridge.HandlerCall;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A framework's class copied with the guard in place of its calls of handlers: {@code function.apply(a, b)} becomes an
 * instruction of the same operands that is linked to {@link HandlerCall}.
 */
final class GuardedCalls extends ClassVisitor {
    private static final Handle LINK = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(HandlerCall.class),
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I"
                    + "Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
            false);

    private final FrameworkCalls calls;
    private boolean found;

    private GuardedCalls(ClassVisitor next, FrameworkCalls calls) {
        super(Opcodes.ASM9, next);
        this.calls = calls;
    }

    /** The class file; null if it has none of the calls. */
    static byte @Nullable [] of(ClassReader reader, FrameworkCalls calls) {
        ClassWriter writer = new ClassWriter(reader, 0);
        GuardedCalls guarded = new GuardedCalls(writer, calls);
        reader.accept(guarded, 0);
        return guarded.found ? writer.toByteArray() : null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String method, String called, boolean isInterface) {
                if (opcode != Opcodes.INVOKEINTERFACE || !calls.methods().contains(owner + '.' + method)) {
                    super.visitMethodInsn(opcode, owner, method, called, isInterface);
                    return;
                }
                found = true;
                String operands = "(L" + owner + ';' + called.substring(1);
                visitInvokeDynamicInsn(method, operands, LINK, calls.deferred() ? 1 : 0, calls.own());
            }
        };
    }
}
