package io.mcpoauth2.agent.instrumentation.fit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Collects the server's classes, methods and fields that a door's own class files name.
 *
 * <p>Read from the code itself, so that no list beside it can be out of date.
 */
final class DoorReferences {
    private static final String[] NOT_A_SERVERS = {
        "java/", "javax/net/", "javax/security/", "com/sun/net/", "sun/", "net/bytebuddy/", "org/jspecify/", "["
    };

    private final Set<String> types = new LinkedHashSet<>();
    private final Set<Member> members = new LinkedHashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> own = new ArrayDeque<>();
    private final String ownPackage;

    /**
     * @param advice binary names of advice classes of one package; what they use of it is read, too
     * @param agent gives their class files
     */
    DoorReferences(Collection<String> advice, ClassLoader agent) {
        String first = advice.iterator().next().replace('.', '/');
        this.ownPackage = first.substring(0, first.lastIndexOf('/') + 1);
        for (String name : advice) {
            use(name.replace('.', '/'));
        }
        while (!own.isEmpty()) {
            read(own.remove(), agent);
        }
    }

    /** Internal names. */
    Set<String> types() {
        return types;
    }

    Set<Member> members() {
        return members;
    }

    private void read(String name, ClassLoader agent) {
        try (InputStream in = agent.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("mcp-oauth2-agent has no class " + name);
            }
            new ClassReader(in.readAllBytes())
                    .accept(new Collector(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void use(String type) {
        if (type.startsWith(ownPackage)) {
            if (seen.add(type)) {
                own.add(type);
            }
        } else if (isServers(type)) {
            types.add(type);
        }
    }

    private void use(String owner, String name, String descriptor) {
        use(owner);
        if (!owner.startsWith(ownPackage) && isServers(owner)) {
            members.add(new Member(owner, name, descriptor));
        }
    }

    private static boolean isServers(String type) {
        for (String prefix : NOT_A_SERVERS) {
            if (type.startsWith(prefix)) {
                return false;
            }
        }
        return !type.startsWith("io/mcpoauth2/");
    }

    private final class Collector extends ClassVisitor {
        Collector() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            use(superName);
            for (String implemented : interfaces) {
                use(implemented);
            }
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean onInterface) {
                    use(owner, called, type);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String type) {
                    use(owner, field, type);
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    use(type);
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String called, String type, Handle bootstrap, Object... bootstrapArguments) {
                    for (Object argument : bootstrapArguments) {
                        if (argument instanceof Handle handle) {
                            use(handle.getOwner(), handle.getName(), handle.getDesc());
                        }
                    }
                }
            };
        }
    }
}
