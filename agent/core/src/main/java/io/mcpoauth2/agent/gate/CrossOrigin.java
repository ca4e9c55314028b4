package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.ResourceSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.WebOrigin;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.mcp.Preflight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may call this server from a browser, and the CORS headers by which they can read its answers (R26, R27; K5).
 *
 * <p>Origins are compared as a whole, with those of the settings alone: nothing is read from {@code Host}, which a page that
 * has rebound its name's address controls.
 */
final class CrossOrigin {
    static final String ORIGIN = "Origin";

    private static final String METHODS = "GET, POST, DELETE";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final Header VARY = new Header("Vary", ORIGIN);
    private static final Header EXPOSE = new Header(
            "Access-Control-Expose-Headers",
            "WWW-Authenticate, Mcp-Session-Id, Mcp-Protocol-Version, Last-Event-Id, DPoP-Nonce");

    private final Set<String> allowed;
    private final boolean loopback;

    CrossOrigin(Settings settings) {
        this.allowed = new HashSet<>(settings.allowedOrigins());
        boolean ofThisMachine = false;
        for (ResourceSettings endpoint : settings.endpoints()) {
            allowed.add(WebOrigin.of(endpoint.resource()));
            ofThisMachine |= WebOrigin.isLoopback(endpoint.resource());
        }
        this.loopback = ofThisMachine;
    }

    /** Has a page read the application's own answer, unless the application has said who may; null where no page asks. */
    @Nullable
    ResponseObserver observer(HttpRequestView request) {
        List<String> sent = request.headers(ORIGIN);
        if (sent.isEmpty() || !allows(sent)) {
            return null;
        }
        List<Header> more = headers(sent.get(0));
        return head -> {
            if (head.headers(ALLOW_ORIGIN).isEmpty()) {
                for (Header header : more) {
                    head.add(header.name(), header.value());
                }
            }
        };
    }

    /**
     * Whether a page may call this server.
     *
     * @param sent all values of {@code Origin}, of which there must be one
     */
    boolean allows(List<String> sent) {
        if (sent.size() != 1) {
            return false;
        }
        String origin = sent.get(0);
        return allowed.contains(origin) || (loopback && WebOrigin.isLoopback(origin));
    }

    /** Whether a browser asks for itself what the page may send (Fetch Standard, CORS-preflight request). */
    static boolean isPreflight(HttpRequestView request) {
        return request.method().equals("OPTIONS")
                && !request.headers("Access-Control-Request-Method").isEmpty();
    }

    HttpReply preflight(HttpRequestView request, String origin) {
        HttpReply reply = Preflight.reply(METHODS, request, new Header(ALLOW_ORIGIN, origin));
        List<Header> headers = new ArrayList<>(reply.headers());
        headers.add(VARY);
        return new HttpReply(reply.status(), headers, reply.body());
    }

    /** The same decision, whose answer the page can read. One that cannot be changed, for want of memory say, stays as it is. */
    static Decision readable(Decision decision, String origin) {
        if (!(decision instanceof Decision.Answered answered)) {
            return decision;
        }
        try {
            HttpReply reply = answered.reply();
            for (Header header : reply.headers()) {
                if (header.name().equals(ALLOW_ORIGIN)) {
                    return decision; // Readable from anywhere.
                }
            }
            List<Header> headers = new ArrayList<>(reply.headers());
            headers.addAll(headers(origin));
            return new Decision.Answered(new HttpReply(reply.status(), headers, reply.body()), answered.judgement());
        } catch (Throwable failure) { // Errors too: the refusal counts for more than that a page can read it.
            return decision;
        }
    }

    private static List<Header> headers(String origin) {
        return List.of(new Header(ALLOW_ORIGIN, origin), VARY, EXPOSE);
    }
}
