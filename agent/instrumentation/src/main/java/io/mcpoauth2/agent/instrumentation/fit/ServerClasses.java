package io.mcpoauth2.agent.instrumentation.fit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** What a server's classes declare, read from the class files that its loader gives; loads none of them. */
final class ServerClasses {
    private final ClassLoader loader;
    private final Map<String, Optional<Shape>> shapes = new HashMap<>();

    ServerClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * @param type internal name
     */
    boolean isThere(String type) {
        return shape(type).isPresent();
    }

    /** Whether a class declares a method whose descriptor begins so. */
    boolean declares(String type, String method, String descriptorBegin) {
        return shape(type).isPresent()
                && shape(type).get().members.stream().anyMatch(key -> key.startsWith(method + ' ' + descriptorBegin));
    }

    /** Whether a class or one that it extends has the member. One of them that cannot be read may have it. */
    boolean has(Member member) {
        Deque<String> next = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        next.add(member.owner());
        while (!next.isEmpty()) {
            String type = next.remove();
            Optional<Shape> shape = shape(type);
            if (shape.isEmpty() || shape.get().members.contains(member.key())) {
                return true;
            }
            for (String parent : shape.get().parents) {
                if (seen.add(parent)) {
                    next.add(parent);
                }
            }
        }
        return false;
    }

    private Optional<Shape> shape(String type) {
        return shapes.computeIfAbsent(type, this::read);
    }

    private Optional<Shape> read(String type) {
        try (InputStream in = loader.getResourceAsStream(type + ".class")) {
            if (in == null) {
                return Optional.empty();
            }
            Shape shape = new Shape();
            new ClassReader(in.readAllBytes())
                    .accept(shape, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return Optional.of(shape);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static final class Shape extends ClassVisitor {
        private final Set<String> members = new HashSet<>();
        private final Set<String> parents = new HashSet<>();

        Shape() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            if (superName != null) {
                parents.add(superName);
            }
            parents.addAll(Set.of(interfaces));
        }

        @Override
        @SuppressWarnings("NullAway") // Null is how a ClassVisitor skips a member.
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            members.add(name + ' ' + descriptor);
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // As above.
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            members.add(name + ' ' + descriptor);
            return null;
        }
    }
}
