package io.mcpoauth2.agent.config;

import java.util.Optional;

/**
 * What is written down of decisions and outcomes.
 *
 * @param file path; empty unless {@code sink} is {@code FILE}
 * @param maxSize bytes of a file
 * @param files how many full ones are kept beside it
 * @param keyFile of the key by which subjects are hashed; empty for no subject at all, unless it is plain
 * @param plainSubject whether the subject itself is written
 * @param address whether the client's address is
 */
public record AuditSettings(
        Sink sink,
        Optional<String> file,
        int maxSize,
        int files,
        Optional<String> keyFile,
        boolean plainSubject,
        boolean address) {
    /** Bytes of a key: no more guessable than what it hides. */
    public static final int MIN_KEY = 16;

    public static final int MAX_KEY = 4096;

    /** Where it is written. */
    public enum Sink {
        OFF,
        FILE,
        STDERR,
        JFR
    }

    /** Whether anything is written at all. */
    public boolean isOn() {
        return sink != Sink.OFF;
    }
}
