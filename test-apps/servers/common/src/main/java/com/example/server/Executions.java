package com.example.server;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the handler bodies that ran in this process, so that a test of a refusal can see that none did. */
public final class Executions {
    private static final AtomicLong COUNT = new AtomicLong();

    private Executions() {}

    /** Every tool body and servlet calls this first. */
    public static void record() {
        COUNT.incrementAndGet();
    }

    public static long count() {
        return COUNT.get();
    }
}
