package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A way in which an endpoint misbehaves instead of answering; a test may write its own. */
@FunctionalInterface
public interface Fault {

    /** Answers in place of the endpoint; the exchange is closed afterwards in any case. */
    void answer(HttpExchange exchange) throws IOException;

    /** Closes the connection without a response. */
    static Fault closedConnection() {
        return HttpExchange::close;
    }

    /** Answers with a status and no body. */
    static Fault status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Answers 200 with this body. */
    static Fault body(String contentType, String body) {
        return exchange -> Reply.send(exchange, 200, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers 200 with this JSON object. */
    static Fault json(Map<String, ?> body) {
        return exchange -> Reply.json(exchange, 200, body);
    }

    /** Answers 302 to another place. */
    static Fault redirect(URI location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location.toString());
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Announces no length and sends this many spaces, in chunks: a body to be given up on. */
    static Fault oversized(long bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = new byte[8192];
            Arrays.fill(spaces, (byte) ' ');
            OutputStream out = exchange.getResponseBody();
            for (long left = bytes; left > 0; left -= spaces.length) {
                out.write(spaces, 0, (int) Math.min(left, spaces.length));
            }
        };
    }

    /** Says nothing until released, two minutes at most, then closes the connection. */
    static Fault hangUntil(CountDownLatch released) {
        return exchange -> {
            try {
                boolean inTime = released.await(2, TimeUnit.MINUTES);
                if (!inTime) {
                    throw new InterruptedIOException("Never released");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Issuer closed");
            }
        };
    }
}
