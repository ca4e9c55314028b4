package io.mcpoauth2.agent.instrumentation.fit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the names that a class file declares and refers to (JVMS §4), and nothing of its code.
 *
 * <p>By hand, as it runs while a server starts: a general reader costs several times as much there, being new itself.
 */
final class ClassFile {
    private final byte[] bytes;
    private final int[] offsets;
    private final Set<String> members = new HashSet<>();
    private final List<String> parents = new ArrayList<>();

    /**
     * @throws ArrayIndexOutOfBoundsException if it is none
     */
    ClassFile(byte[] bytes) {
        this.bytes = bytes;
        this.offsets = new int[u2(8)];
        int at = 10;
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = at;
            int tag = bytes[at];
            at += 1 + size(tag, at);
            if (tag == 5 || tag == 6) {
                i++; // JVMS §4.4.5: they take two indices.
            }
        }
        if (u2(at + 4) != 0) {
            parents.add(className(u2(at + 4)));
        }
        int interfaces = u2(at + 6);
        at += 8;
        for (int i = 0; i < interfaces; i++, at += 2) {
            parents.add(className(u2(at)));
        }
        readMembers(readMembers(at));
    }

    private int readMembers(int start) {
        int at = start + 2;
        for (int i = u2(start); i > 0; i--) {
            members.add(key(utf8(u2(at + 2)), utf8(u2(at + 4))));
            int attributes = u2(at + 6);
            at += 8;
            for (int j = 0; j < attributes; j++) {
                at += 6 + ((u2(at + 2) << 16) | u2(at + 4));
            }
        }
        return at;
    }

    private int size(int tag, int at) {
        return switch (tag) {
            case 1 -> 2 + u2(at + 1);
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 5, 6 -> 8;
            default -> 4;
        };
    }

    /** How a field or method is listed. */
    static String key(String name, String descriptor) {
        return name.concat(" ").concat(descriptor);
    }

    /** The keys of fields and methods that it declares. */
    Set<String> members() {
        return members;
    }

    /** Internal names of the class and the interfaces that it extends. */
    List<String> parents() {
        return parents;
    }

    /** Internal names of the classes that it refers to; arrays as descriptors. */
    List<String> types() {
        List<String> types = new ArrayList<>();
        for (int i = 1; i < offsets.length; i++) {
            if (offsets[i] != 0 && bytes[offsets[i]] == 7) {
                types.add(className(i));
            }
        }
        return types;
    }

    /** The fields and methods that it refers to, its own ones too. */
    List<Member> references() {
        List<Member> references = new ArrayList<>();
        for (int i = 1; i < offsets.length; i++) {
            int at = offsets[i];
            if (at != 0 && bytes[at] >= 9 && bytes[at] <= 11) {
                int nameAndType = offsets[u2(at + 3)];
                references.add(new Member(className(u2(at + 1)), utf8(u2(nameAndType + 1)), utf8(u2(nameAndType + 3))));
            }
        }
        return references;
    }

    private String className(int index) {
        return utf8(u2(offsets[index] + 1));
    }

    private String utf8(int index) {
        int at = offsets[index];
        return new String(bytes, at + 3, u2(at + 1), StandardCharsets.UTF_8);
    }

    private int u2(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
