package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.DenyEntries;
import io.mcpoauth2.agent.fetch.FileWatch;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.UserKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The deny-list of a file that is {@linkplain FileWatch looked at} while the process runs.
 *
 * <p>A file that cannot be read, or has wrong lines, never shortens the list silently: what was denied stays so, and the
 * log says why.
 */
final class DenyListFile implements DenyList, FileWatch.Content {
    private final Path file;
    private final List<String> issuers;
    private final AgentLog log;
    private volatile Set<DenyEntries.Entry> denied;
    private final FileWatch watch;
    private String problem = "";

    /**
     * Reads the file, which must be possible at first.
     *
     * @param issuers names of those that are trusted
     */
    DenyListFile(Path file, List<String> issuers, Clock clock, AgentLog log) throws IOException {
        this.file = file;
        this.issuers = issuers;
        this.log = log;
        this.watch = new FileWatch(file, "the deny-list", this, clock, log);
        DenyEntries read = entries();
        this.denied = read.entries();
        report(read);
    }

    /** Looks after the file for as long as the process lives. */
    void watch(Executor threads) {
        watch.watch(threads);
    }

    /** Reads the file again if it has changed. */
    void look() {
        watch.look();
    }

    @Override
    public void read() throws IOException {
        DenyEntries read = entries();
        if (!read.entries().equals(denied)) {
            denied = read.entries();
            log.info("deny-list read: " + read.entries().size() + " entries");
        }
        report(read);
    }

    @Override
    public void failed(Throwable failure) {
        report("the deny-list cannot be read, so what it said last goes on: "
                + failure.getClass().getSimpleName());
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

    private DenyEntries entries() throws IOException {
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
}
