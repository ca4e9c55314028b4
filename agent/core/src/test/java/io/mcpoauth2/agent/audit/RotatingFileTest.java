package io.mcpoauth2.agent.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFullFileGetsANumberAndTheOldestGoes() throws IOException {
        RotatingFile file = new RotatingFile(folder.resolve("audit"), 4, 2);
        for (String line : new String[] {"a\n", "b\n", "c\n", "long line\n", "d\n"}) {
            file.write(line.getBytes(UTF_8));
        }
        assertThat(folder.resolve("audit")).hasContent("d");
        assertThat(folder.resolve("audit.1")).hasContent("long line");
        assertThat(folder.resolve("audit.2")).hasContent("c");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aFileThatIsThereIsAppendedTo() throws IOException {
        Path path = Files.writeString(folder.resolve("audit"), "old\n");
        new RotatingFile(path, 1_000, 1).write("new\n".getBytes(UTF_8));
        assertThat(path).hasContent("old\nnew");
    }

    @Test
    void aNewFileIsItsOwnersAlone() throws IOException {
        Path path = folder.resolve("audit");
        new RotatingFile(path, 1_000, 1).write("x\n".getBytes(UTF_8));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFolderThatIsMissingIsAFailureEachTime() throws IOException {
        Path path = folder.resolve("missing").resolve("audit");
        RotatingFile file = new RotatingFile(path, 1_000, 1);
        assertThatThrownBy(() -> file.write("x\n".getBytes(UTF_8))).isInstanceOf(IOException.class);
        Files.createDirectory(folder.resolve("missing"));
        file.write("y\n".getBytes(UTF_8));
        assertThat(path).hasContent("y");
    }
}
