package io.mcpoauth2.agent.instrumentation.context.future;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Weaves calls of the bridge into {@code CompletableFuture}: where a function is registered, and where the functions of
 * others are run.
 *
 * <p>What is registered passes one of the private {@code …Stage} methods, each once, so that nothing is wrapped twice. A
 * thread runs what others have registered in {@code postComplete}, and may run what others have submitted where it waits
 * (it helps the common pool). Plain instructions, as the class belongs to the JDK, where nothing may be linked lazily.
 */
final class FutureWeaver {
    private static final String BRIDGE = "io/mcpoauth2/bridge/Futures";
    private static final String IDENTITY = "io/mcpoauth2/bridge/RequestIdentity";

    /** The same in JDK 9 to 25. */
    private static final Set<String> REGISTERING = Set.of(
            "uniApplyStage",
            "uniAcceptStage",
            "uniRunStage",
            "uniWhenCompleteStage",
            "uniHandleStage",
            "uniExceptionallyStage",
            "uniComposeExceptionallyStage",
            "uniComposeStage",
            "biApplyStage",
            "biAcceptStage",
            "biRunStage",
            "orApplyStage",
            "orAcceptStage",
            "orRunStage",
            "asyncSupplyStage",
            "asyncRunStage",
            "completeAsync");

    private static final Set<String> RUNNING = Set.of("postComplete", "waitingGet", "timedGet");

    private static final Set<String> FUNCTIONS = Set.of(
            "java/lang/Runnable",
            "java/util/function/Supplier",
            "java/util/function/Consumer",
            "java/util/function/Function",
            "java/util/function/BiConsumer",
            "java/util/function/BiFunction");

    private FutureWeaver() {}

    /**
     * @return the woven class file
     * @throws IllegalStateException if this JDK's class lacks one of the methods
     */
    static byte[] weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Set<String> missing = new HashSet<>(REGISTERING);
        missing.addAll(RUNNING);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        // One of two methods called completeAsync calls the other, which names its executor.
                        boolean passesOn = name.equals("completeAsync") && Type.getArgumentCount(descriptor) == 1;
                        if (!passesOn && REGISTERING.contains(name)) {
                            missing.remove(name);
                            return new Registering(next, access, name, descriptor);
                        }
                        if (RUNNING.contains(name)) {
                            missing.remove(name);
                            return new Running(next, reader.getClassName(), descriptor);
                        }
                        return next;
                    }
                },
                ClassReader.EXPAND_FRAMES);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("this JDK's CompletableFuture has no " + missing);
        }
        return writer.toByteArray();
    }

    /** Of a method that takes one function: what the bridge makes of it is kept. */
    private static final class Registering extends MethodVisitor {
        private final int variable;
        private final Type function;

        Registering(MethodVisitor next, int access, String name, String descriptor) {
            super(Opcodes.ASM9, next);
            int slot = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
            int found = -1;
            Type type = Type.VOID_TYPE;
            for (Type argument : Type.getArgumentTypes(descriptor)) {
                if (argument.getSort() == Type.OBJECT && FUNCTIONS.contains(argument.getInternalName())) {
                    found = slot;
                    type = argument;
                }
                slot += argument.getSize();
            }
            if (found < 0) {
                throw new IllegalStateException("this JDK's " + name + descriptor + " takes no function");
            }
            this.variable = found;
            this.function = type;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, variable);
            String name = function.getInternalName();
            visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    BRIDGE,
                    "carry" + name.substring(name.lastIndexOf('/') + 1),
                    Type.getMethodDescriptor(function, function),
                    false);
            visitVarInsn(Opcodes.ASTORE, variable);
        }
    }

    /** Of an instance method: what the thread carried stands in one more local variable, next to the parameters. */
    private static final class Running extends MethodVisitor {
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
            if (opcode == Opcodes.RETURN || opcode == Opcodes.ARETURN) {
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
}
