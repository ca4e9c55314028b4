package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Rewrites a class that must be woven but cannot be, so that its methods throw instead of running unguarded.
 *
 * <p>A throw replaces the body: added to it, it would not fit into a method at the size limit. For the same reason the
 * constant pool is written anew, without what only the replaced bodies used. Constructors and the static initialiser
 * stay, so that an application can start and say what it cannot do.
 */
final class RefusingClass {
    private RefusingClass() {}

    /**
     * Makes every method of a class of handlers refuse, static and synthetic ones too.
     *
     * @param reason what the thrown exception says
     * @throws IllegalStateException if a method has no body that could be replaced
     */
    static byte[] ofHandlers(byte[] classFile, String reason) {
        ClassReader reader = new ClassReader(classFile);
        Set<String> refusing = new HashSet<>();
        for (ClassMethod method : ClassMethod.of(reader)) {
            if (method.isNative()) {
                throw new IllegalStateException("the native method " + method.name() + " cannot be made to refuse");
            }
            refusing.add(method.key());
        }
        return write(reader, refusing, reason);
    }

    /**
     * Makes those methods of a server's class refuse that would have been woven, as they bring the requests: its
     * lifecycle and static methods run on, so that the server can be started, asked for its version and stopped.
     *
     * @param weavings what should have been woven; a method of another signature but the same name stands for one that
     *     is required and missing. Where there is none of these names, all methods but static ones refuse.
     */
    static byte[] ofServer(byte[] classFile, List<MethodWeaving> weavings, String reason) {
        ClassReader reader = new ClassReader(classFile);
        List<ClassMethod> methods = ClassMethod.of(reader);
        Set<String> refusing = new HashSet<>();
        for (MethodWeaving weaving : weavings) {
            boolean exact = addAll(refusing, methods, weaving.method(), weaving.parameters());
            if (!exact && weaving.required()) {
                addAll(refusing, methods, weaving.method(), List.of());
            }
        }
        if (refusing.isEmpty()) {
            for (ClassMethod method : methods) {
                if (!method.isStatic()) {
                    refusing.add(method.key());
                }
            }
        }
        return write(reader, refusing, reason);
    }

    private static boolean addAll(Set<String> refusing, List<ClassMethod> methods, String name, List<String> leading) {
        boolean found = false;
        for (ClassMethod method : methods) {
            if (method.name().equals(name) && method.begins(leading)) {
                if (method.isNative()) {
                    throw new IllegalStateException("the native method " + name + " cannot be made to refuse");
                }
                found |= refusing.add(method.key());
            }
        }
        return found;
    }

    private static byte[] write(ClassReader reader, Set<String> refusing, String reason) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return refusing.contains(name + descriptor) ? new RefusingMethod(next, reason) : next;
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Keeps what a method declares and replaces what it does. */
    private static final class RefusingMethod extends MethodVisitor {
        private final MethodVisitor declared;
        private final String reason;

        RefusingMethod(MethodVisitor next, String reason) {
            super(Opcodes.ASM9, next);
            this.declared = next;
            this.reason = reason;
        }

        @Override
        @SuppressWarnings("NullAway") // Null is how a MethodVisitor is told to drop what comes.
        public void visitCode() {
            mv.visitCode();
            mv.visitLdcInsn(reason);
            mv.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "io/mcpoauth2/bridge/Guard", "refuse", "(Ljava/lang/String;)V", false);
            mv.visitInsn(Opcodes.ACONST_NULL);
            mv.visitInsn(Opcodes.ATHROW);
            mv.visitMaxs(0, 0);
            mv = null;
        }

        @Override
        public void visitEnd() {
            declared.visitEnd();
        }
    }
}
