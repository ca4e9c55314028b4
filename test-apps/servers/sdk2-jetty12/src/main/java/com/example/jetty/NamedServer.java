package com.example.jetty;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ThreadPool;

/** A server that overrides nothing of what brings a request. */
class NamedServer extends Server {
    NamedServer(ThreadPool threads) {
        super(threads);
    }

    @Override
    public String toString() {
        return "test server";
    }
}
