package com.example.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The conversation of a server with the process that started it: {@code READY <port>} on standard output, then
 * {@code COUNT <n>} for every line {@code count} on standard input, whose end ends the process.
 */
public final class ServerProcess {
    private ServerProcess() {}

    /** Says that the server accepts connections; the thread started here keeps the JVM alive. */
    public static void ready(int port) {
        say("READY " + port);
        new Thread(ServerProcess::converse, "standard-input").start();
    }

    private static void converse() {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (line.equals("count")) {
                    say("COUNT " + Executions.count());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.exit(0);
        }
    }

    private static void say(String line) {
        PrintStream output = System.out;
        output.println(line);
        output.flush();
    }
}
