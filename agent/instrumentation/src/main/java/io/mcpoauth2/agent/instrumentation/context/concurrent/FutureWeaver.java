package io.mcpoauth2.agent.instrumentation.context.concurrent;

import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
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
                            return Registering.of(BRIDGE, FUNCTIONS, next, access, name, descriptor);
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
}
