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

/** What a server's classes declare, read from the class files that its loader gives; loads none of them. */
final class ServerClasses {
    private final ClassLoader loader;
    private final Map<String, Optional<ClassFile>> files = new HashMap<>();

    ServerClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * @param type internal name
     */
    boolean isThere(String type) {
        return file(type).isPresent();
    }

    /** Whether a class declares a method whose descriptor begins so. */
    boolean declares(String type, String method, String descriptorBegin) {
        Optional<ClassFile> file = file(type);
        if (file.isPresent()) {
            String begin = ClassFile.key(method, descriptorBegin);
            for (String key : file.get().members()) {
                if (key.startsWith(begin)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a class or one that it extends has the member. One of them that cannot be read may have it. */
    boolean has(Member member) {
        Deque<String> next = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        next.add(member.owner());
        while (!next.isEmpty()) {
            Optional<ClassFile> file = file(next.remove());
            if (file.isEmpty() || file.get().members().contains(member.key())) {
                return true;
            }
            for (String parent : file.get().parents()) {
                if (seen.add(parent)) {
                    next.add(parent);
                }
            }
        }
        return false;
    }

    private Optional<ClassFile> file(String type) {
        Optional<ClassFile> known = files.get(type);
        if (known == null) {
            known = read(type);
            files.put(type, known);
        }
        return known;
    }

    private Optional<ClassFile> read(String type) {
        try (InputStream in = loader.getResourceAsStream(type.concat(".class"))) {
            return in == null ? Optional.empty() : Optional.of(new ClassFile(in.readAllBytes()));
        } catch (IOException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
