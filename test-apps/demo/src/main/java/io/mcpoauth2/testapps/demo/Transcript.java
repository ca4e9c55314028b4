package io.mcpoauth2.testapps.demo;

import java.io.PrintStream;

/** What the reader of the demo sees. Never a token: callers say whose it is instead. */
final class Transcript {
    private static final String INDENT = "   ";

    private final PrintStream out;
    private int steps;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void step(String title) {
        steps++;
        out.println();
        out.println(steps + ". " + title);
    }

    /** A command as one would type it. */
    void command(String command) {
        line("$ " + command);
    }

    void request(String method, Object uri, String note) {
        line("> " + method + " " + uri + (note.isEmpty() ? "" : "   (" + note + ")"));
    }

    void answer(String text) {
        text.lines().forEach(line -> line("< " + line));
    }

    /** What a server writes on its standard error. */
    void log(String serverLine) {
        line("| " + serverLine);
    }

    /** What follows from an exchange. */
    void result(String text) {
        line("= " + text);
    }

    /** Shows that something goes on; no part of the story. */
    void note(String text) {
        line("... " + text);
    }

    void plain(String text) {
        out.println();
        out.println(text);
    }

    // Lines come from the server's log, too.
    private synchronized void line(String text) {
        out.println(INDENT + text);
    }
}
