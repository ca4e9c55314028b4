package io.mcpoauth2.testapps.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As many threads as a server has for all its requests: who waits in one takes it from those who need not wait. */
final class ServerPool implements AutoCloseable {
    private static final int THREADS = 200;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** Serves a request by one of the threads, of which there may be none for a while. */
    <T> T serve(Callable<T> request) {
        try {
            return threads.submit(request).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
