package io.mcpoauth2.agent.instrumentation.handler;

import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A class file copied with the guard at the beginning of its handlers. */
final class GuardedClass extends ClassVisitor {
    private final Map<String, HandlerRule> handlers;
    private final Map<String, String> states;
    private String owner = "";
    private boolean isInterface;

    private GuardedClass(ClassVisitor next, Map<String, HandlerRule> handlers, Map<String, String> states) {
        super(Opcodes.ASM9, next);
        this.handlers = handlers;
        this.states = states;
    }

    static byte[] of(ClassReader reader, Map<String, HandlerRule> handlers) {
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new GuardedClass(writer, handlers, SuspendFunctions.states(reader)), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        owner = name;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        HandlerRule rule = handlers.get(SuspendFunctions.keyOf(name, descriptor, owner));
        if (rule == null) {
            return next;
        }
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        return new GuardedMethod(
                next,
                new GuardedMethod.Handler(
                        owner, isInterface, isStatic, name, descriptor, rule, states.get(name + descriptor)));
    }
}
