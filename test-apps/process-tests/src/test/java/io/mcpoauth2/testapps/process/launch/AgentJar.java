package io.mcpoauth2.testapps.process.launch;

import io.mcpoauth2.testapps.process.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;

/** The jar under test as a file: its entries, and what is packed inside of its archives. */
final class AgentJar {
    static final String OWN_CLASSES = "inst/agent.classdata";
    static final String LIBRARIES = "inst/libraries.classdata";

    private AgentJar() {}

    static Path path() {
        return Artifacts.agentJar().toAbsolutePath().normalize();
    }

    /** The content of every entry of a jar that is no folder, by name. */
    static Map<String, byte[]> files(Path jarFile) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(jarFile.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    static Manifest manifest() throws IOException {
        try (JarFile jar = new JarFile(path().toFile())) {
            return jar.getManifest();
        }
    }

    /** The files of an archive inside the jar, by name; the launcher's {@code ClassArchive} has the format. */
    static Map<String, byte[]> archive(String entry) throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(files(path()).get(entry)));
        DataInputStream index =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(in.readNBytes(in.readInt()))));
        Map<String, Integer> packedLengths = new LinkedHashMap<>();
        for (int left = index.readInt(); left > 0; left--) {
            packedLengths.put(index.readUTF(), index.readInt());
            index.readInt(); // The full length, for who needs no stream.
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> file : packedLengths.entrySet()) {
            byte[] packed = in.readNBytes(file.getValue());
            files.put(file.getKey(), new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes());
        }
        return files;
    }

    /**
     * Writes a copy of the jar in which one of the agent's own classes cannot be found; it goes by another name there.
     *
     * @param name of its file in the archive
     * @return {@code target}
     */
    static Path without(String name, Path target) throws IOException {
        Map<String, byte[]> files = files(path());
        files.put(OWN_CLASSES, withRenamed(name, files.get(OWN_CLASSES)));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                CRC32 sum = new CRC32();
                sum.update(file.getValue());
                JarEntry entry = new JarEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(sum.getValue());
                out.putNextEntry(entry);
                out.write(file.getValue());
            }
        }
        return target;
    }

    private static byte[] withRenamed(String name, byte[] archive) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(archive));
        byte[] index = new InflaterInputStream(new ByteArrayInputStream(in.readNBytes(in.readInt()))).readAllBytes();
        String text = new String(index, StandardCharsets.ISO_8859_1);
        String entry = (char) (name.length() >> 8) + "" + (char) (name.length() & 0xff) + name;
        if (text.indexOf(entry) < 0 || text.indexOf(entry) != text.lastIndexOf(entry)) {
            throw new IllegalArgumentException(name + " is not there once");
        }
        String renamed = text.replace(entry, entry.substring(0, entry.length() - 1) + "_");
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(renamed.getBytes(StandardCharsets.ISO_8859_1));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(deflated.size());
        out.write(deflated.toByteArray());
        out.write(in.readAllBytes());
        return bytes.toByteArray();
    }

    /** The class file version: 61 is Java 17, 69 is Java 25. */
    static int majorVersion(byte[] classFile) {
        return (classFile[6] & 0xff) << 8 | (classFile[7] & 0xff);
    }
}
