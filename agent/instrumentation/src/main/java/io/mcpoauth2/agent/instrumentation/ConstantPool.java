package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.instrumentation.loaders.LoaderClassFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Finds out from a class file's constant pool whether it may mention one of a few types, or be a class loader, without
 * parsing the rest.
 *
 * <p>Runs on every class an application loads: must not allocate, and takes a malformed pool for a mention, so that the
 * full reader decides.
 */
final class ConstantPool {
    /** Bits of what {@link #scan} finds. */
    static final int ANNOTATION = 1;

    static final int LOADER = 2;

    static final int DESCRIPTOR = 4;

    static final int METHOD = 8;

    private static final byte[] LOAD_CLASS = LoaderClassFile.METHOD.getBytes(StandardCharsets.UTF_8);

    private static final int[] SIZES = new int[21];

    static {
        for (int tag : new int[] {3, 4, 9, 10, 11, 12, 17, 18}) {
            SIZES[tag] = 4;
        }
        for (int tag : new int[] {5, 6}) {
            SIZES[tag] = 8;
        }
        for (int tag : new int[] {7, 8, 16, 19, 20}) {
            SIZES[tag] = 2;
        }
        SIZES[15] = 3;
    }

    private final byte[][] wanted;
    private final byte[][] descriptors;
    private final byte[][] methods;

    /** By the length of a text whether it may be one of those that are looked for; most are none, and pass by this alone. */
    private final boolean[] lengths;

    /**
     * @param annotations binary names of annotation types
     * @param descriptors how descriptors of methods begin that may override a woven one
     * @param methods names of such methods
     */
    ConstantPool(Collection<String> annotations, Collection<String> descriptors, Collection<String> methods) {
        this.descriptors = utf8(descriptors);
        this.methods = utf8(methods);
        this.wanted = new byte[annotations.size()][];
        int i = 0;
        for (String annotation : annotations) {
            wanted[i++] = ("L" + annotation.replace('.', '/') + ";").getBytes(StandardCharsets.UTF_8);
        }
        this.lengths = lengths(wanted, this.methods, new byte[][] {LOAD_CLASS});
    }

    private static boolean[] lengths(byte[][]... texts) {
        boolean[] lengths = new boolean[1 << 16]; // JVMS §4.4.7: no text is longer.
        for (byte[][] some : texts) {
            for (byte[] text : some) {
                lengths[text.length] = true;
            }
        }
        return lengths;
    }

    private static byte[][] utf8(Collection<String> texts) {
        byte[][] bytes = new byte[texts.size()][];
        int i = 0;
        for (String text : texts) { // No stream: it would be the first one of a starting JVM.
            bytes[i++] = text.getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    /** Whether an annotation is mentioned, the name of a loader's method, and what {@link Subclasses} looks for (JVMS §4.4). */
    int scan(byte[] classFile) {
        int found = 0;
        try {
            int count = u2(classFile, 8);
            int at = 10;
            for (int i = 1; i < count; i++) {
                int tag = classFile[at++];
                if (tag == 1) {
                    int length = u2(classFile, at);
                    if (length > 0 && classFile[at + 2] == '(') {
                        found |= begins(classFile, at + 2, length) ? DESCRIPTOR : 0;
                    } else if (lengths[length]) {
                        found |= named(classFile, at + 2, length);
                    }
                    at += 2 + length;
                } else {
                    int size = SIZES[tag];
                    if (size == 0) {
                        return found | ANNOTATION;
                    }
                    at += size;
                    if (size == 8) {
                        i++;
                    }
                }
            }
            return found;
        } catch (ArrayIndexOutOfBoundsException e) {
            return found | ANNOTATION; // Not a class file we understand: the caller's reader says so.
        }
    }

    private int named(byte[] classFile, int start, int length) {
        if (isOneOf(wanted, classFile, start, length)) {
            return ANNOTATION;
        }
        if (length == LOAD_CLASS.length && equal(classFile, start, LOAD_CLASS)) {
            return LOADER;
        }
        return isOneOf(methods, classFile, start, length) ? METHOD : 0;
    }

    /**
     * The internal name a class file gives its class; empty if it cannot be read. JVMS §4.1, §4.4.1.
     */
    static String thisClass(byte[] classFile) {
        try {
            int thisClass = u2(classFile, offset(classFile, u2(classFile, 8)) + 2);
            int name = offset(classFile, u2(classFile, offset(classFile, thisClass) + 1)) + 1;
            return new DataInputStream(new ByteArrayInputStream(classFile, name, classFile.length - name)).readUTF();
        } catch (ArrayIndexOutOfBoundsException | IOException e) {
            return "";
        }
    }

    /** Where the entry of an index begins; where the pool ends if it is one more than the last. */
    private static int offset(byte[] classFile, int index) {
        int at = 10;
        for (int i = 1; i < index; i++) {
            int tag = classFile[at];
            int size = tag == 1 ? 2 + u2(classFile, at + 1) : SIZES[tag];
            at += 1 + size;
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        return at;
    }

    private static boolean isOneOf(byte[][] wanted, byte[] classFile, int start, int length) {
        for (byte[] text : wanted) {
            if (text.length == length && equal(classFile, start, text)) {
                return true;
            }
        }
        return false;
    }

    private boolean begins(byte[] classFile, int start, int length) {
        for (byte[] descriptor : descriptors) {
            if (descriptor.length <= length && equal(classFile, start, descriptor)) {
                return true;
            }
        }
        return false;
    }

    /** From the end: descriptors of one package share their beginning. */
    private static boolean equal(byte[] classFile, int start, byte[] descriptor) {
        for (int i = descriptor.length - 1; i >= 0; i--) {
            if (classFile[start + i] != descriptor[i]) {
                return false;
            }
        }
        return true;
    }

    private static int u2(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
