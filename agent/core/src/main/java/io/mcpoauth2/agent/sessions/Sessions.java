package io.mcpoauth2.agent.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.ResponseHead;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds MCP sessions to whoever opened them (R29, R30; K1 to K4): by the id that the server gives in its response to {@code
 * initialize}, and for HTTP+SSE by the first message of an event stream.
 *
 * <p>Anybody else gets the answer for an id that does not exist. On the path of every request: two look-ups. Nothing live is
 * evicted: when there are too many sessions, none is opened any more.
 */
public final class Sessions {
    private static final String ID = "Mcp-Session-Id";
    private static final String PARAMETER = "sessionId";
    private static final int MAX_ID = 512;
    /** Of endpoints that give ids; strangers cannot add to them, as the server answers there. */
    private static final int MOST_PATHS = 1_000;

    private final boolean on;
    private final int max;
    private final Cache<String, Owner> owners;
    private final EventStreams streams;
    private final Set<String> paths = ConcurrentHashMap.newKeySet();

    public Sessions(SessionSettings settings, Ticker ticker) {
        this.on = settings.bind();
        this.max = settings.max();
        this.owners = Caffeine.newBuilder()
                .expireAfterAccess(settings.idle())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        this.streams = new EventStreams(max, settings.idle(), ticker);
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
        return List.of(ID);
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
        Optional<String> query = request.rawQuery();
        if (query.isPresent() && !query.get().isEmpty()) {
            for (String id : QueryValues.of(query.get(), PARAMETER)) {
                if (!isOfStream(id, user)) {
                    return Ruling.UNKNOWN;
                }
            }
        }
        return ids.isEmpty() && isFull() && request.method().equals("POST") && paths.contains(request.rawPath())
                ? Ruling.FULL
                : Ruling.PASSES;
    }

    private boolean isOf(String id, Map<String, Object> user, String path) {
        @Nullable Owner owner = id.length() > MAX_ID ? null : owners.getIfPresent(id);
        return owner == null ? !paths.contains(path) : owner.is(user);
    }

    private boolean isOfStream(String id, Map<String, Object> user) {
        if (id.length() > MAX_ID) {
            return false;
        }
        @Nullable Owner owner = owners.getIfPresent(id);
        if (owner != null) {
            return owner.is(user);
        }
        Owner caller = Owner.of(user);
        return !isFull() && streams.use(caller) && caller.equals(remember(id, caller));
    }

    private boolean isFull() {
        if (owners.estimatedSize() < max) {
            return false;
        }
        owners.cleanUp();
        return owners.estimatedSize() >= max;
    }

    private Owner remember(String id, Owner caller) {
        @Nullable Owner before = owners.asMap().putIfAbsent(id, caller);
        return before == null ? caller : before;
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
            case "GET" -> ids.isEmpty() ? head -> streams(head, user) : null;
            case "DELETE" -> ids.size() == 1 ? head -> ended(head, ids.get(0).strip()) : null;
            default -> null;
        };
    }

    private void opened(ResponseHead head, String path, Map<String, Object> user) {
        List<String> given = head.headers(ID);
        if (given.size() != 1 || given.get(0).length() > MAX_ID) {
            return;
        }
        if (paths.size() < MOST_PATHS) {
            paths.add(path);
        }
        remember(given.get(0), Owner.of(user));
    }

    private void streams(ResponseHead head, Map<String, Object> user) {
        for (String type : head.headers("Content-Type")) {
            if (head.status() == 200 && type.startsWith("text/event-stream")) {
                streams.opened(Owner.of(user));
                return;
            }
        }
    }

    private void ended(ResponseHead head, String id) {
        if (head.status() >= 200 && head.status() < 300) {
            owners.invalidate(id);
        }
    }
}
