package io.mcpoauth2.testapps.harness;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What is the same of every process that tests start. */
final class Processes {
    private Processes() {}

    static Process launch(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.command().get(0), e);
        }
    }

    /** To be thrown; the thread stays interrupted. */
    static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for a process", cause);
    }
}
