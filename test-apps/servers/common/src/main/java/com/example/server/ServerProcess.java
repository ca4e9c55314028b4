package com.example.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * The conversation of a server with the process that started it: {@code READY <port>} on standard output, then
 * {@code COUNT <n>} for every line {@code count} on standard input, whose end ends the process.
 */
public final class ServerProcess {
    private ServerProcess() {}

    /**
     * Starts a server and says so; a server that does not start ends the process, whatever threads it left behind.
     *
     * @param start answers the port on which the server accepts connections
     */
    public static void run(Callable<Integer> start) {
        try {
            ready(start.call());
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

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
