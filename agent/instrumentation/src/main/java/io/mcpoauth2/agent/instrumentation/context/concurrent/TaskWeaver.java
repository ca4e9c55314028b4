package io.mcpoauth2.agent.instrumentation.context.concurrent;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves calls of the bridge into the JDK's executors, pools, timers and scopes: where a task is submitted, and where a thread
 * may run the tasks of others.
 *
 * <p>Plain instructions, as the classes belong to the JDK, where nothing may be linked lazily.
 */
final class TaskWeaver {
    private static final String TASKS = "io/mcpoauth2/bridge/Tasks";
    private static final String TIMERS = "io/mcpoauth2/bridge/Timers";
    private static final String POOL = "java/util/concurrent/ThreadPoolExecutor";
    private static final String RUNNABLE = "java/lang/Runnable";
    private static final String TIMER_TASK = "java/util/TimerTask";

    private static final Set<String> FUNCTIONS =
            Set.of(RUNNABLE, "java/util/concurrent/Callable", "java/util/Collection");

    /** The classes, and the methods that each must have; the last three are not in every release. */
    private static final Map<String, Set<String>> CLASSES = Map.of(
            "java/util/concurrent/FutureTask",
            Set.of("<init>"),
            POOL,
            Set.of("execute", "reject", "remove", "shutdownNow", "runWorker"),
            "java/util/concurrent/ForkJoinPool",
            Set.of("execute", "submit"),
            "java/util/concurrent/ForkJoinTask",
            Set.of("doExec"),
            "java/util/Timer",
            Set.of("sched"),
            "java/util/TimerThread",
            Set.of("mainLoop"),
            "java/util/concurrent/ThreadPerTaskExecutor",
            Set.of("execute", "submit"),
            "java/util/concurrent/StructuredTaskScope",
            Set.of(),
            "java/util/concurrent/StructuredTaskScopeImpl",
            Set.of("fork"));

    /** Of a fork-join pool, whose other methods take none or come to these; the scope's, and those of a thread for each task. */
    private static final Set<String> SUBMITTING = Set.of(
            "execute",
            "submit",
            "submitWithTimeout",
            "schedule",
            "scheduleAtFixedRate",
            "scheduleWithFixedDelay",
            "invokeAll",
            "invokeAny",
            "invokeAllUninterruptibly",
            "fork",
            "<init>");

    private TaskWeaver() {}

    /** Internal names. */
    static Set<String> classes() {
        return CLASSES.keySet();
    }

    /**
     * @param classFile of one of {@link #classes}
     * @return the woven class file
     * @throws IllegalStateException if this JDK's class lacks one of the methods
     */
    static byte[] weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        String type = reader.getClassName();
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Set<String> missing = new HashSet<>(CLASSES.getOrDefault(type, Set.of()));
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
                        if ((access & Opcodes.ACC_ABSTRACT) != 0) {
                            return next;
                        }
                        @Nullable MethodVisitor woven = method(type, access, name, descriptor, next);
                        if (woven == null) {
                            return next;
                        }
                        missing.remove(name);
                        return woven;
                    }
                },
                ClassReader.EXPAND_FRAMES);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("this JDK's " + type + " has no " + missing);
        }
        return writer.toByteArray();
    }

    /** Null for a method that stays as it is. */
    private static @Nullable MethodVisitor method(
            String type, int access, String name, String descriptor, MethodVisitor next) {
        return switch (type) {
            case POOL ->
                switch (name) {
                    case "execute" ->
                        Registering.by(TASKS, "carryInto", POOL, FUNCTIONS, next, access, name, descriptor);
                    case "reject" -> Registering.by(TASKS, "own", "", FUNCTIONS, next, access, name, descriptor);
                    case "remove" -> Registering.by(TASKS, "sought", "", FUNCTIONS, next, access, name, descriptor);
                    case "shutdownNow" -> new Returning(next);
                    case "runWorker" -> new Hooks(next);
                    default -> null;
                };
            case "java/util/concurrent/ForkJoinTask" ->
                name.equals("doExec") ? new Running(next, type, descriptor) : null;
            case "java/util/Timer" -> name.equals("sched") ? new Scheduling(next) : null;
            case "java/util/TimerThread" -> name.equals("mainLoop") ? new Timing(next) : null;
            default ->
                SUBMITTING.contains(name) && Registering.takesOne(FUNCTIONS, descriptor)
                        ? Registering.by(TASKS, "carry", "", FUNCTIONS, next, access, name, descriptor)
                        : null;
        };
    }

    /** Has the application get back the tasks that it gave. */
    private static final class Returning extends MethodVisitor {
        Returning(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, "own", "(Ljava/util/List;)Ljava/util/List;", false);
            }
            super.visitInsn(opcode);
        }
    }

    /** Shows the application's task to what a subclass does before and after it. */
    private static final class Hooks extends MethodVisitor {
        Hooks(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("beforeExecute")) { // The task is on top.
                own();
            } else if (name.equals("afterExecute")) { // A failure is.
                visitInsn(Opcodes.SWAP);
                own();
                visitInsn(Opcodes.SWAP);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        private void own() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, "own", "(L" + RUNNABLE + ";)L" + RUNNABLE + ";", false);
        }
    }

    /** Tells the bridge of a task, which is the first argument. */
    private static final class Scheduling extends MethodVisitor {
        Scheduling(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, 1);
            visitMethodInsn(Opcodes.INVOKESTATIC, TIMERS, "scheduled", "(L" + TIMER_TASK + ";)V", false);
        }
    }

    /** Has the bridge run a task instead of the timer's thread itself. */
    private static final class Timing extends MethodVisitor {
        Timing(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(TIMER_TASK) && name.equals("run")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, TIMERS, "run", "(L" + TIMER_TASK + ";)V", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }
}
