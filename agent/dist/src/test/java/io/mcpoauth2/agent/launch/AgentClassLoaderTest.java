package io.mcpoauth2.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other agents do with the classes of any loader, ours included. */
class AgentClassLoaderTest {
    private static final String NAME = Library.class.getName();
    private static final String FILE = NAME.replace('.', '/') + ".class";

    @TempDir
    Path folder;

    private JarFile jar;
    private AgentClassLoader loader;
    private byte[] classFile;

    @BeforeEach
    void packOneClass() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/" + FILE)) {
            classFile = in.readAllBytes();
        }
        Path file = folder.resolve("agent.jar");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            addStored(zip, "inst/agent.classdata", archive());
            addStored(zip, "inst/libraries.classdata", archive(FILE));
        }
        jar = new JarFile(file.toFile());
        loader = new AgentClassLoader(jar);
    }

    @AfterEach
    void closeJar() throws IOException {
        jar.close();
    }

    @Test
    void classThatAnotherAgentAsksForWhileItIsDefinedIsDefinedOnce() throws Exception {
        Instrumentation jvm = ByteBuddyAgent.install();
        Asking asking = new Asking();
        jvm.addTransformer(asking);
        try {
            Class<?> loaded = loader.loadClass(NAME);

            assertThat(asking.answer).isSameAs(loaded);
            assertThat(loaded.getClassLoader()).isSameAs(loader);
            assertThat(loaded.getPackage()).isNotNull();
        } finally {
            jvm.removeTransformer(asking);
        }
    }

    @Test
    void classFilesAreThereAsResourcesToo() throws Exception {
        URL url = Objects.requireNonNull(loader.getResource(FILE));

        try (InputStream in = url.openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(classFile);
        }
        assertThat(url.openConnection().getContentLengthLong()).isEqualTo(classFile.length);
        assertThat(Collections.list(loader.getResources(FILE))).hasSize(1);
        assertThat(loader.getResource("absent.class")).isNull();
        assertThat(Collections.list(loader.getResources("absent.class"))).isEmpty();
    }

    /** As in {@code PackArchive}. */
    private byte[] archive(String... names) throws IOException {
        ByteArrayOutputStream files = new ByteArrayOutputStream();
        ByteArrayOutputStream indexBytes = new ByteArrayOutputStream();
        DataOutputStream index = new DataOutputStream(indexBytes);
        index.writeInt(names.length);
        for (String name : names) {
            byte[] packed = deflate(classFile);
            index.writeUTF(name);
            index.writeInt(packed.length);
            index.writeInt(classFile.length);
            files.write(packed);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] packedIndex = deflate(indexBytes.toByteArray());
        out.writeInt(packedIndex.length);
        out.write(packedIndex);
        out.write(files.toByteArray());
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(content);
        }
        return packed.toByteArray();
    }

    private static void addStored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Stands for a library of the agent's. */
    public static final class Library {}

    /** An agent that asks for each class that it is shown, once. */
    private static final class Asking implements ClassFileTransformer {
        private @Nullable Class<?> answer;
        private boolean asked;

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (loader instanceof AgentClassLoader && !asked) {
                asked = true;
                try {
                    answer = Class.forName(NAME, false, loader);
                } catch (ClassNotFoundException e) {
                    throw new IllegalStateException(e);
                }
            }
            return null;
        }
    }
}
