package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.DenyEntries;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.wait.Timeouts;
import io.mcpoauth2.bridge.UserKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The deny-list of a file that is looked at twice a second, by its attributes rather than by a watch service: mounted
 * volumes and links tell those of nothing.
 *
 * <p>A file that cannot be read, or has wrong lines, never shortens the list silently: what was denied stays so, and the
 * log says why.
 */
final class DenyListFile implements DenyList {
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration LATE = Duration.ofSeconds(10);
    /** File systems count whole seconds at worst: a file that changed just now may change again unnoticed. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final Path file;
    private final List<String> issuers;
    private final Clock clock;
    private final AgentLog log;
    private volatile Set<DenyEntries.Entry> denied;
    private @Nullable Seen seen;
    private String problem = "";

    /**
     * Reads the file, which must be possible at first.
     *
     * @param issuers names of those that are trusted
     */
    DenyListFile(Path file, List<String> issuers, Clock clock, AgentLog log) throws IOException {
        this.file = file;
        this.issuers = issuers;
        this.clock = clock;
        this.log = log;
        this.seen = Seen.of(file);
        DenyEntries read = read();
        this.denied = read.entries();
        report(read);
    }

    /** Looks after the file for as long as the process lives. */
    void watch(Executor threads) {
        threads.execute(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Thread.sleep(PERIOD.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                lookWatched(threads);
            }
            log.error("the deny-list is no longer looked at: its thread was interrupted");
        });
    }

    /** A file system that hangs must not stop the list without a word. */
    private void lookWatched(Executor threads) {
        CompletableFuture<Boolean> looked = new CompletableFuture<>();
        var unused = Timeouts.within(looked, LATE, () -> {
            threads.execute(() -> log.error("the deny-list has not been read for " + LATE.toSeconds()
                    + " s: its file system does not answer, so what it said last goes on"));
            return false;
        });
        look();
        looked.complete(true);
    }

    /** Reads the file again if it has changed. */
    void look() {
        try {
            Seen now = Seen.of(file);
            if (now.equals(seen) && !now.isUnsettled(clock)) {
                return;
            }
            DenyEntries read = read();
            seen = now;
            if (!read.entries().equals(denied)) {
                denied = read.entries();
                log.info("deny-list read: " + read.entries().size() + " entries");
            }
            report(read);
        } catch (Throwable e) { // Nothing may end the watch.
            seen = null;
            report("the deny-list cannot be read, so what it said last goes on: "
                    + e.getClass().getSimpleName());
        }
    }

    @Override
    public boolean denies(Verdict.Valid verdict) {
        Set<DenyEntries.Entry> now = denied;
        if (now.isEmpty()) {
            return false;
        }
        Map<String, Object> user = verdict.user();
        return isIn(now, DenyEntries.Kind.SUB, user, user.get(UserKeys.SUBJECT))
                || (user.get(UserKeys.CLAIMS) instanceof Map<?, ?> claims
                        && isIn(now, DenyEntries.Kind.JTI, user, claims.get("jti")));
    }

    private static boolean isIn(
            Set<DenyEntries.Entry> denied, DenyEntries.Kind kind, Map<String, Object> user, @Nullable Object value) {
        return value instanceof String text
                && user.get(UserKeys.ISSUER) instanceof String issuer
                && (denied.contains(new DenyEntries.Entry(kind, "", text))
                        || denied.contains(new DenyEntries.Entry(kind, issuer, text)));
    }

    private DenyEntries read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(DenyEntries.MAX_BYTES + 1);
            if (content.length > DenyEntries.MAX_BYTES) {
                throw new IOException("too large");
            }
            return DenyEntries.parse(content, issuers);
        }
    }

    private void report(DenyEntries read) {
        report(
                read.faultyLines().isEmpty()
                        ? ""
                        : "the deny-list has lines that are neither jti nor sub and a value: " + read.faultyLines());
    }

    /** Once for each problem. */
    private void report(String found) {
        if (!found.isEmpty() && !found.equals(problem)) {
            log.error(found);
        }
        problem = found;
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
