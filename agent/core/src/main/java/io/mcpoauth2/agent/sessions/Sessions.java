package io.mcpoauth2.agent.sessions;

import com.github.benmanes.caffeine.cache.Ticker;
import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds MCP sessions to whoever opened them (R29, R30; K1 to K4): by the id that the server gives in its response to {@code
 * initialize}, and for HTTP+SSE by the first event of its stream.
 *
 * <p>Anybody else gets the answer for an id that does not exist. On the path of every request: a few look-ups. Nothing live is
 * evicted: when there are too many sessions, none is opened any more.
 */
public final class Sessions {
    private static final String ID = "Mcp-Session-Id";
    private static final int MAX_ID = SessionTable.MAX_ID;
    /** Of endpoints that give ids; with more than that, every path is taken for one. */
    private static final int MOST_PATHS = 1_000;

    private final boolean on;
    private final SessionTable owners;
    private final EventStreams streams;
    private final NobodysSessions nobodys;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    public Sessions(SessionSettings settings, Ticker ticker) {
        this.on = settings.bind();
        this.owners = new SessionTable(settings.max(), settings.idle(), ticker);
        this.streams = new EventStreams(owners, settings.max(), settings.idle(), ticker);
        this.nobodys = new NobodysSessions(settings.max(), ticker);
    }

    /** What a request's session says of it. */
    public enum Ruling {
        /** It may go on. */
        PASSES,
        /** 404: there is no such session of this caller's. */
        UNKNOWN,
        /** 503: no further session can be remembered. */
        FULL
    }

    /** Headers that are read. */
    public static List<String> headers() {
        return List.of(ID, EventStreams.ACCEPT);
    }

    /**
     * @param user keys of {@link io.mcpoauth2.bridge.UserKeys}
     */
    public Ruling judge(HttpRequestView request, Map<String, Object> user) {
        if (!on) {
            return Ruling.PASSES;
        }
        List<String> ids = request.headers(ID);
        for (int i = 0; i < ids.size(); i++) { // A server may take any of several.
            if (!isOf(ids.get(i).strip(), user, request.rawPath())) {
                return Ruling.UNKNOWN;
            }
        }
        if (!streams.areOf(request, user)) {
            return Ruling.UNKNOWN;
        }
        return ids.isEmpty() && (isTooMany(request) || streams.areTooMany(request)) ? Ruling.FULL : Ruling.PASSES;
    }

    private boolean isTooMany(HttpRequestView request) {
        return owners.isFull() && request.method().equals("POST") && gaveIds(request.rawPath());
    }

    private boolean isOf(String id, Map<String, Object> user, String path) {
        @Nullable Owner owner = owners.find(id);
        return owner == null ? !gaveIds(path) && !nobodys.contain(id) : owner.is(user);
    }

    /**
     * Whether a message that comes without a token may be looked at: not of the HTTP+SSE transport, whose sessions always
     * belong to somebody, nor where sessions are not bound and nobody can tell whose one is.
     */
    public boolean mayBeTokenless(HttpRequestView request) {
        return (on || request.headers(ID).isEmpty()) && !streams.areNamedBy(request);
    }

    /** Judges such a message, if its operation may be asked for so. */
    public Ruling judgeTokenless(HttpRequestView request) {
        List<String> ids = request.headers(ID);
        if (ids.isEmpty()) {
            return on && nobodys.areFull() && gaveIds(request.rawPath()) ? Ruling.FULL : Ruling.PASSES;
        }
        return ids.size() == 1 && isOfNobody(ids.get(0)) ? Ruling.PASSES : Ruling.UNKNOWN;
    }

    /** Whether a request without a token names a session that was opened so. */
    public boolean isInNobodysSession(HttpRequestView request) {
        List<String> ids = request.headers(ID);
        return on && ids.size() == 1 && isOfNobody(ids.get(0));
    }

    private boolean isOfNobody(String id) {
        return id.length() <= MAX_ID && nobodys.contain(id.strip());
    }

    /** As {@link #observer}, of a message that comes without a token. */
    public @Nullable ResponseObserver tokenlessObserver(HttpRequestView request) {
        if (!on || !request.headers(ID).isEmpty()) {
            return null;
        }
        String path = request.rawPath();
        return head -> openedByNobody(head, path);
    }

    private void openedByNobody(ResponseHead head, String path) {
        List<String> given = head.headers(ID);
        if (given.size() == 1 && given.get(0).length() <= MAX_ID) {
            see(path);
            if (!nobodys.areFull()) {
                nobodys.add(given.get(0));
            }
        }
    }

    /** Whether an id that is not known here has never been given, or is forgotten. */
    private boolean gaveIds(String path) {
        return paths.contains(path) || paths.size() >= MOST_PATHS;
    }

    private void see(String path) {
        if (paths.size() < MOST_PATHS) {
            paths.add(path);
        }
    }

    /** Who looks at the response to a request that may go on; null if nothing can be learnt from it. */
    public @Nullable ResponseObserver observer(HttpRequestView request, Map<String, Object> user) {
        if (!on) {
            return null;
        }
        List<String> ids = request.headers(ID);
        String path = request.rawPath();
        return switch (request.method()) {
            case "POST" -> ids.isEmpty() ? head -> opened(head, path, user) : null;
            case "GET" -> ids.isEmpty() ? streams.observer(request, user) : null;
            case "DELETE" -> ids.size() == 1 ? head -> ended(head, ids.get(0).strip()) : null;
            default -> null;
        };
    }

    private void opened(ResponseHead head, String path, Map<String, Object> user) {
        List<String> given = head.headers(ID);
        if (given.size() != 1 || given.get(0).length() > MAX_ID) {
            return;
        }
        see(path);
        owners.remember(given.get(0), Owner.of(user));
    }

    private void ended(ResponseHead head, String id) {
        if (head.status() >= 200 && head.status() < 300) {
            owners.forget(id);
        }
    }
}
