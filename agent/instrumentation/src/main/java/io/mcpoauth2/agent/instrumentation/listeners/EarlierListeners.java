package io.mcpoauth2.agent.instrumentation.listeners;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sockets on which this process listens, as Linux tells: those too that were opened before the agent came, or by native
 * code.
 */
final class EarlierListeners {
    private static final String LISTENING = "0A";
    /** The flag of a listening Unix socket, {@code __SO_ACCEPTCON}. */
    private static final String ACCEPTING = "00010000";

    private static final String SOCKET = "socket:[";

    private EarlierListeners() {}

    /** Sorted, as {@link ListenerAddress#text} has it; empty if this system does not tell. */
    static Optional<List<String>> ofThisProcess() {
        return of(Path.of("/proc/self"));
    }

    static Optional<List<String>> of(Path process) {
        try {
            Set<String> own = sockets(process.resolve("fd"));
            Set<Integer> ports = new TreeSet<>();
            for (String table : new String[] {"net/tcp", "net/tcp6"}) {
                for (String[] row : rows(process.resolve(table))) {
                    if (row.length > 9 && row[3].equals(LISTENING) && own.contains(row[9])) {
                        ports.add(Integer.parseInt(row[1].substring(row[1].lastIndexOf(':') + 1), 16));
                    }
                }
            }
            List<String> addresses = new ArrayList<>();
            for (int port : ports) {
                addresses.add("port " + port);
            }
            for (String[] row : rows(process.resolve("net/unix"))) {
                if (row.length > 7 && row[3].equals(ACCEPTING) && own.contains(row[6]) && !isAttach(row[7])) {
                    addresses.add("Unix socket " + row[7]);
                }
            }
            return Optional.of(addresses);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The JVM's own door for tools, by which the agent has just come. */
    private static boolean isAttach(String path) {
        return new File(path).getName().startsWith(".java_pid");
    }

    private static List<String[]> rows(Path table) throws IOException {
        List<String[]> rows = new ArrayList<>();
        if (Files.exists(table)) { // There may be no IPv6.
            for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
                rows.add(line.trim().split(" +", -1));
            }
        }
        return rows;
    }

    /** Inodes of the sockets that the process has open. */
    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> sockets = new HashSet<>();
        String[] names = descriptors.toFile().list();
        if (names == null) {
            throw new IOException("no list of open files");
        }
        for (String name : names) {
            try {
                String target =
                        Files.readSymbolicLink(descriptors.resolve(name)).toString();
                if (target.startsWith(SOCKET)) {
                    sockets.add(target.substring(SOCKET.length(), target.length() - 1));
                }
            } catch (IOException e) {
                // Closed since it was listed.
            }
        }
        return sockets;
    }
}
