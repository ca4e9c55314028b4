package io.mcpoauth2.agent.instrumentation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Class files of the tests' samples, as they are and as other compilers would write them. */
final class ClassFiles {
    private ClassFiles() {}

    static byte[] of(Class<?> type) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class"))) {
            return in.readAllBytes();
        }
    }

    /** The same code in an older class file. What the sample uses must have been there. */
    static byte[] ofVersion(int major, Class<?> type) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(of(type))
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String signature,
                                    String superName,
                                    String[] interfaces) {
                                super.visit(major, access, name, signature, superName, interfaces);
                            }

                            @Override
                            public void visitNestHost(String host) {
                                // Not before Java 11.
                            }
                        },
                        major < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0);
        return writer.toByteArray();
    }

    /** The class with one flag more on the methods of a name. */
    static byte[] withMethodFlag(Class<?> type, String method, int flag) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(of(type))
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                int flags = name.equals(method) ? access | flag : access;
                                return super.visitMethod(flags, name, descriptor, signature, exceptions);
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
