package com.example.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, by reflection: this code is compiled for 17. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /**
     * One virtual thread for each task.
     *
     * @throws IllegalStateException before JDK 21
     */
    public static ExecutorService executor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual=true needs JDK 21 or later", e);
        }
    }
}
