package io.mcpoauth2.agent.fetch;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.wait.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file twice a second and reads it again when it has changed, by its attributes rather than by a watch service:
 * mounted volumes and links tell those of nothing.
 */
public final class FileWatch {
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration LATE = Duration.ofSeconds(10);
    /** File systems count whole seconds at worst: a file that changed just now may change again unnoticed. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final Path file;
    private final String name;
    private final Content content;
    private final Clock clock;
    private final AgentLog log;
    private @Nullable Seen seen;

    /** Who reads the file. */
    public interface Content {
        /** Reads it, having changed or perhaps so; what is thrown is given to {@link #failed}. */
        void read() throws IOException;

        /** It could not be read; called at each look until it can. Must not throw. */
        void failed(Throwable failure);
    }

    /**
     * @param name what the file is, for messages, as a subject: "the deny-list"
     * @throws IOException if there is no such file
     */
    public FileWatch(Path file, String name, Content content, Clock clock, AgentLog log) throws IOException {
        this.file = file;
        this.name = name;
        this.content = content;
        this.clock = clock;
        this.log = log;
        this.seen = Seen.of(file);
    }

    /** Looks after the file for as long as the process lives. */
    public void watch(Executor threads) {
        threads.execute(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Thread.sleep(PERIOD.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                lookWatched(threads);
            }
            log.error(name + " is no longer looked at: its thread was interrupted");
        });
    }

    /** A file system that hangs must not stop the file from being looked at without a word. */
    private void lookWatched(Executor threads) {
        CompletableFuture<Boolean> looked = new CompletableFuture<>();
        var unused = Timeouts.within(looked, LATE, () -> {
            threads.execute(() -> log.error(name + " has not been read for " + LATE.toSeconds()
                    + " s: its file system does not answer, so what it said last goes on"));
            return false;
        });
        look();
        looked.complete(true);
    }

    /** Reads the file again if it has changed. */
    public void look() {
        try {
            Seen now = Seen.of(file);
            if (now.equals(seen) && !now.isUnsettled(clock)) {
                return;
            }
            content.read();
            seen = now;
        } catch (Throwable e) { // Nothing may end the watch.
            seen = null;
            content.failed(e);
        }
    }

    /** What tells that a file is another than before. */
    private record Seen(
            FileTime modified, long size, @Nullable Object key) {
        static Seen of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Seen(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }

        boolean isUnsettled(Clock clock) {
            return modified.toInstant().plus(UNSETTLED).isAfter(clock.instant());
        }
    }
}
