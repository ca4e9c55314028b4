package io.mcpoauth2.agent.launch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * One archive of classes and resources inside the agent's jar, as a single entry: thousands of entries would make every
 * JVM start slower, and would be seen by the application.
 *
 * <p>Written by {@code src/build/PackArchive.java}: the count and then per file its name, packed and full length, all
 * of it behind its own length; then the files, each deflated. The entry itself is stored, so that skipping is seeking.
 */
final class ClassArchive {
    private final JarFile jar;
    private final ZipEntry entry;
    private final long dataStart;
    private final Map<String, Location> files;

    private ClassArchive(JarFile jar, ZipEntry entry, long dataStart, Map<String, Location> files) {
        this.jar = jar;
        this.entry = entry;
        this.dataStart = dataStart;
        this.files = files;
    }

    static ClassArchive open(JarFile jar, String entryName) throws IOException {
        ZipEntry entry = jar.getEntry(entryName);
        if (entry == null || entry.getMethod() != ZipEntry.STORED) {
            throw new IOException("the agent's jar has been repacked: " + entryName + " is missing or compressed");
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(jar.getInputStream(entry), 65536))) {
            int indexLength = in.readInt();
            DataInputStream index = new DataInputStream(new BufferedInputStream(
                    new InflaterInputStream(new java.io.ByteArrayInputStream(in.readNBytes(indexLength))), 65536));
            int count = index.readInt();
            Map<String, Location> files = new HashMap<>(count * 2);
            int offset = 0;
            for (int i = 0; i < count; i++) {
                String name = index.readUTF();
                int packedLength = index.readInt();
                files.put(name, new Location(offset, packedLength, index.readInt()));
                offset += packedLength;
            }
            return new ClassArchive(jar, entry, 4L + indexLength, files);
        }
    }

    /** The content of a file, or null if the archive has none of that name. */
    byte @Nullable [] read(String name) throws IOException {
        Location location = files.get(name);
        if (location == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            in.skipNBytes(dataStart + location.offset);
            return inflate(in.readNBytes(location.packedLength), location.length);
        }
    }

    /** At once and released at once: a start reads a thousand classes, and an inflater holds native memory. */
    private static byte[] inflate(byte[] packed, int length) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] content = new byte[length];
            if (inflater.inflate(content) != length) {
                throw new IOException("the agent's jar is damaged");
            }
            return content;
        } catch (DataFormatException e) {
            throw new IOException("the agent's jar is damaged", e);
        } finally {
            inflater.end();
        }
    }

    private record Location(int offset, int packedLength, int length) {}
}
