import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * Packs jars into the archives that {@code io.mcpoauth2.agent.launch.ClassArchive} reads.
 *
 * <p>Arguments: a folder with one folder of jars for each archive, and the folder to write the archives to. A file that
 * two jars of an archive have must be the same in both.
 */
public final class PackArchive {
    private static final String SERVICES = "META-INF/services/";

    private PackArchive() {}

    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[1]);
        Files.createDirectories(output);
        for (String archive : List.of("agent", "libraries")) {
            Map<String, byte[]> files = new TreeMap<>();
            try (Stream<Path> jars = Files.list(Path.of(arguments[0], archive)).sorted()) {
                for (Path jar : jars.toList()) {
                    collect(jar, files);
                    copyLicences(jar, output.resolve("licenses"));
                }
            }
            try (OutputStream out = Files.newOutputStream(output.resolve(archive + ".classdata"))) {
                write(files, new DataOutputStream(out));
            }
        }
    }

    private static void collect(Path jarFile, Map<String, byte[]> files) throws IOException {
        try (JarFile jar = new JarFile(jarFile.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (entry.isDirectory() || !isWanted(name)) {
                    continue;
                }
                byte[] content = jar.getInputStream(entry).readAllBytes();
                if (name.endsWith(".class")) {
                    content = Relocation.ofClass(content);
                    name = Relocation.ofPath(name);
                } else if (name.startsWith(SERVICES)) {
                    content = Relocation.ofServices(content);
                    name = SERVICES + Relocation.ofName(name.substring(SERVICES.length()));
                }
                byte[] before = files.put(name, content);
                if (before != null && !java.util.Arrays.equals(before, content)) {
                    throw new IOException(name + " differs between the jars");
                }
            }
        }
    }

    /** The terms under which a library is redistributed come with it, readable as plain files. */
    private static void copyLicences(Path jarFile, Path output) throws IOException {
        String library = jarFile.getFileName().toString().replace(".jar", "");
        try (JarFile jar = new JarFile(jarFile.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (!entry.isDirectory() && name.matches("META-INF/(licenses/.*|NOTICE|([A-Za-z-]+-)?LICENSE)")) {
                    Path target = output.resolve(library).resolve(name.substring(name.lastIndexOf('/') + 1));
                    Files.createDirectories(target.getParent());
                    Files.write(target, jar.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    /** Classes and what they read; no module descriptors, no multi-release variants, no build metadata. */
    private static boolean isWanted(String name) {
        return !name.endsWith("module-info.class") && (!name.startsWith("META-INF/") || name.startsWith(SERVICES));
    }

    private static void write(Map<String, byte[]> files, DataOutputStream out) throws IOException {
        ByteArrayOutputStream indexBytes = new ByteArrayOutputStream();
        DataOutputStream index = new DataOutputStream(indexBytes);
        index.writeInt(files.size());
        List<byte[]> contents = new ArrayList<>();
        files.forEach((name, content) -> {
            byte[] packed = deflate(content);
            contents.add(packed);
            try {
                index.writeUTF(name);
                index.writeInt(packed.length);
                index.writeInt(content.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        byte[] packedIndex = deflate(indexBytes.toByteArray());
        out.writeInt(packedIndex.length);
        out.write(packedIndex);
        for (byte[] content : contents) {
            out.write(content);
        }
        out.flush();
    }

    private static byte[] deflate(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater =
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
            deflater.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /**
     * Moves the libraries below a package of ours, in all classes that name them: other agents weave what they know by
     * its name (caches, JSON), and would weave ours.
     */
    private static final class Relocation extends Remapper {
        private static final String BELOW = "io/mcpoauth2/agent/libs/";
        private static final List<String> MOVED =
                List.of("com/fasterxml/jackson/", "com/github/benmanes/caffeine/", "com/nimbusds/", "net/bytebuddy/");

        private Relocation() {
            super(Opcodes.ASM9);
        }

        static byte[] ofClass(byte[] content) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(content).accept(new ClassRemapper(writer, new Relocation()), 0);
            return writer.toByteArray();
        }

        static String ofPath(String path) {
            return MOVED.stream().anyMatch(path::startsWith) ? BELOW + path : path;
        }

        static String ofName(String name) {
            return ofPath(name.replace('.', '/')).equals(name.replace('.', '/'))
                    ? name
                    : BELOW.replace('/', '.') + name;
        }

        static byte[] ofServices(byte[] content) {
            return new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .map(Relocation::ofName)
                    .collect(Collectors.joining("\n", "", "\n"))
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String map(String internalName) {
            return ofPath(internalName);
        }

        /** Names by which classes are looked up, and those of system properties. */
        @Override
        public Object mapValue(Object value) {
            if (!(value instanceof String)) {
                return super.mapValue(value);
            }
            String text = (String) value;
            return text.indexOf('/') < 0 ? ofName(text) : ofPath(text);
        }
    }
}
