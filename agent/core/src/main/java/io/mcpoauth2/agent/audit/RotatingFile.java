package io.mcpoauth2.agent.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A file that is appended to; a full one gets a number behind its name, and the oldest goes. By one thread.
 *
 * <p>It is for its owner's eyes alone, where the file system knows owners.
 */
final class RotatingFile {
    private final Path path;
    private final long maxSize;
    private final int kept;
    private @Nullable OutputStream out;
    private long size;

    /**
     * @param maxSize bytes; a line that is longer gets a file of its own
     * @param kept full files
     */
    RotatingFile(Path path, long maxSize, int kept) {
        this.path = path;
        this.maxSize = maxSize;
        this.kept = kept;
    }

    void write(byte[] line) throws IOException {
        OutputStream file = out == null ? open() : out;
        if (size > 0 && size + line.length > maxSize) {
            close(file);
            rotate();
            file = open();
        }
        try {
            file.write(line);
            size += line.length;
        } catch (IOException e) {
            close(file);
            throw e;
        }
    }

    private OutputStream open() throws IOException {
        if (!Files.exists(path)
                && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        OutputStream opened = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(path);
        out = opened;
        return opened;
    }

    private void close(OutputStream file) throws IOException {
        out = null;
        file.close();
    }

    private void rotate() throws IOException {
        for (int number = kept - 1; number >= 1; number--) {
            if (Files.exists(numbered(number))) {
                Files.move(numbered(number), numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }
}
