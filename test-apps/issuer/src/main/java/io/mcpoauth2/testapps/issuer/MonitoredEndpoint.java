package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** An endpoint whose requests are counted and which can be made to fail. */
public final class MonitoredEndpoint {
    private static final int MAX_PATHS = 1000;

    private final Endpoint normal;
    private final Deque<String> paths = new ArrayDeque<>();
    private int requests;
    private Fault fault;

    MonitoredEndpoint(Endpoint normal) {
        this.normal = normal;
    }

    /** Returns how many requests came, the failed ones included. */
    public synchronized int requests() {
        return requests;
    }

    /** Returns the paths of the last 1000 requests, oldest first. */
    public synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    /** Makes every request from now on fail this way. */
    public synchronized void failWith(Fault newFault) {
        fault = newFault;
    }

    /** Ends the failing. */
    public synchronized void recover() {
        fault = null;
    }

    void handle(HttpExchange exchange) throws IOException, OAuthError {
        Fault current = count(exchange.getRequestURI().getRawPath());
        if (current == null) {
            normal.handle(exchange);
        } else {
            current.answer(exchange);
        }
    }

    private synchronized Fault count(String path) {
        requests++;
        paths.addLast(path);
        if (paths.size() > MAX_PATHS) {
            paths.removeFirst();
        }
        return fault;
    }
}
