package io.mcpoauth2.agent.instrumentation.loaders;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Set;

/**
 * Tells a class loader with a way of its own from a class that only calls loaders, by its class file (JVMS §4.1).
 *
 * <p>Read by hand, as the JVMs that load such a class are many and most need no weaver for anything else.
 */
public final class LoaderClassFile {
    /** What a class file mentions that declares, or calls, the method. */
    public static final String METHOD = "loadClass";

    static final Set<String> DESCRIPTORS =
            Set.of("(Ljava/lang/String;)Ljava/lang/Class;", "(Ljava/lang/String;Z)Ljava/lang/Class;");

    private static final int INTERFACE = 0x0200;

    private final DataInputStream in;
    private final BitSet names = new BitSet();
    private final BitSet descriptors = new BitSet();

    private LoaderClassFile(byte[] classFile) {
        this.in = new DataInputStream(new ByteArrayInputStream(classFile));
    }

    /**
     * Whether the class declares one of the two forms of {@code loadClass} and may be a loader, having a superclass.
     *
     * @return false for what is no class file, which the JVM will say
     */
    public static boolean isLoader(byte[] classFile) {
        try {
            return new LoaderClassFile(classFile).read();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean read() throws IOException {
        in.skipNBytes(8);
        int[] classes = new int[in.readUnsignedShort()];
        int object = constants(classes);
        int access = in.readUnsignedShort();
        in.skipNBytes(2);
        int superclass = in.readUnsignedShort();
        if ((access & INTERFACE) != 0 || superclass == 0 || classes[superclass] == object) {
            return false;
        }
        in.skipNBytes(2L * in.readUnsignedShort());
        return !members(false) && members(true);
    }

    /**
     * @param classes filled with the index of each class's name
     * @return the index of the name of Object; -1 if it is not named
     */
    private int constants(int[] classes) throws IOException {
        int object = -1;
        for (int i = 1; i < classes.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> {
                    String text = in.readUTF();
                    names.set(i, text.equals(METHOD));
                    descriptors.set(i, DESCRIPTORS.contains(text));
                    object = text.equals("java/lang/Object") ? i : object;
                }
                case 7 -> classes[i] = in.readUnsignedShort();
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                default -> throw new IOException("constant of tag " + tag);
            }
        }
        return object;
    }

    /**
     * Reads fields, or methods up to a wanted one.
     *
     * @return whether one was found
     */
    private boolean members(boolean methods) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.skipNBytes(2);
            int name = in.readUnsignedShort();
            int descriptor = in.readUnsignedShort();
            if (methods && names.get(name) && descriptors.get(descriptor)) {
                return true;
            }
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.skipNBytes(2);
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
        }
        return false;
    }
}
