package com.example.linked;

import java.util.concurrent.CompletableFuture;

/** One thing that several users wait for. */
interface Shared {
    /** Registers what is to run for the caller when it happens; completed with the users that were seen there. */
    CompletableFuture<String> join();

    /** Has it happen, on the calling thread where possible. */
    void complete();
}
