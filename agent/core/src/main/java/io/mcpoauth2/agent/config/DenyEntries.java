package io.mcpoauth2.agent.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a deny-list file holds: a line each of {@code jti} or {@code sub}, perhaps an issuer, and the value; what begins with
 * {@code #} is a comment.
 *
 * @param entries what is denied
 * @param faultyLines numbers of lines that are neither, from 1 on; ten at most
 */
public record DenyEntries(Set<Entry> entries, List<Integer> faultyLines) {
    /** Longer files are not read, in bytes. */
    public static final int MAX_BYTES = 16 << 20;

    private static final int MAX_FAULTS = 10;

    public DenyEntries {
        entries = Set.copyOf(entries);
        faultyLines = List.copyOf(faultyLines);
    }

    /**
     * A token or a subject.
     *
     * @param issuer whose; empty for any
     */
    public record Entry(Kind kind, String issuer, String value) {
        /** Nothing of the value: it may be a person's. */
        @Override
        public String toString() {
            return kind.name();
        }
    }

    /** Which claim an entry is about. */
    public enum Kind {
        JTI,
        SUB
    }

    /**
     * Reads a file's content; what is wrong is part of the result, so that the rest counts.
     *
     * @param issuers names that may stand before a value
     */
    public static DenyEntries parse(byte[] content, List<String> issuers) {
        Set<Entry> entries = new HashSet<>();
        List<Integer> faults = new ArrayList<>();
        int number = 0;
        int from = 0;
        while (from < content.length) {
            int to = from;
            while (to < content.length && content[to] != '\n') {
                to++;
            }
            number++;
            if (!read(content, from, to, issuers, entries) && faults.size() < MAX_FAULTS) {
                faults.add(number);
            }
            from = to + 1;
        }
        return new DenyEntries(entries, faults);
    }

    private static boolean read(byte[] content, int from, int to, List<String> issuers, Set<Entry> entries) {
        String line;
        try {
            line = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content, from, to - from))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            return false;
        }
        if (line.isEmpty() || line.charAt(0) == '#') {
            return true;
        }
        int space = line.indexOf(' ');
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        if (rest.isEmpty()) {
            return false;
        }
        switch (line.substring(0, space)) {
            case "jti" -> entries.add(entry(Kind.JTI, rest, issuers));
            case "sub" -> entries.add(entry(Kind.SUB, rest, issuers));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Entry entry(Kind kind, String text, List<String> issuers) {
        int space = text.indexOf(' ');
        String first = space < 0 ? "" : text.substring(0, space);
        return issuers.contains(first)
                ? new Entry(kind, first, text.substring(space + 1).strip())
                : new Entry(kind, "", text);
    }
}
