package io.mcpoauth2.testapps.benchmarks;

/** Tells what is in use of this JVM's heap, in bytes, after full collections. */
final class Heap {
    private static final int COLLECTIONS = 5;

    private Heap() {}

    static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
