package io.mcpoauth2.testapps.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One output stream of a process, read to its end by a daemon thread.
 *
 * <p>The stream is always drained, so the process never blocks on it. What exceeds the bound is dropped, and then
 * {@link #text} fails: a test that looks for a forbidden word must not pass on half of the output.
 */
final class OutputLines {
    private static final int MAX_CHARS = 64 * 1024 * 1024;

    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private long chars;
    private boolean overflowed;
    private boolean ended;

    OutputLines(String name, InputStream stream) {
        this.name = name;
        this.reader = new Thread(() -> drain(stream), "output-" + name);
        reader.setDaemon(true);
    }

    void start() {
        reader.start();
    }

    /** Returns what came so far, each line ended by a line feed. */
    synchronized String text() {
        if (overflowed) {
            throw new IllegalStateException(name + " exceeded " + MAX_CHARS + " characters and is incomplete");
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** Returns how many lines came so far: the place from which {@link #await} sees only new ones. */
    synchronized int size() {
        return lines.size();
    }

    /** Waits for a wanted line, at or after a place; empty if the stream ended or the time is up before it came. */
    synchronized Optional<String> await(Predicate<String> wanted, int from, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        int next = from;
        while (true) {
            for (; next < lines.size(); next++) {
                if (wanted.test(lines.get(next))) {
                    return Optional.of(lines.get(next));
                }
            }
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                return Optional.empty();
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    /** Waits until the stream has ended; false if the time is up first. */
    synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        while (!ended && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = deadline - System.nanoTime();
        }
        return ended;
    }

    private void drain(InputStream stream) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // A killed process may break its pipe in the middle of a read; any other cause shows in the text.
            add("[" + name + " broke off: " + e.getMessage() + "]");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        chars += line.length() + 1;
        overflowed |= chars > MAX_CHARS;
        if (!overflowed) {
            lines.add(line);
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
