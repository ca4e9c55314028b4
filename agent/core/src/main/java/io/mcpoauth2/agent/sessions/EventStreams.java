package io.mcpoauth2.agent.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the HTTP+SSE transport, which belong to whoever opened their event stream: its first event tells the id, in
 * the query or the path of its endpoint. Where that event could not be read, the first message binds the id, once for each
 * stream, so that nobody can bind another's who has opened none.
 */
final class EventStreams {
    /** Header of a request for one. */
    static final String ACCEPT = "Accept";

    private static final int MOST_PATHS = 1_000;
    private static final String TYPE = "text/event-stream";
    private static final String PARAMETER = "sessionId";

    private final SessionTable table;
    private final PathIds inPaths;
    /** Where streams were opened. */
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    /** How many streams each caller has opened whose ids are not known. */
    private final Cache<Owner, AtomicInteger> unread;

    private volatile boolean seen;

    EventStreams(SessionTable table, int max, Duration idle, Ticker ticker) {
        this.table = table;
        this.inPaths = new PathIds(table);
        this.unread = Caffeine.newBuilder()
                .maximumSize(max)
                .expireAfterAccess(idle)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Whether a request names a session of this transport's. */
    boolean areNamedBy(HttpRequestView request) {
        Optional<String> query = request.rawQuery();
        return (query.isPresent() && !QueryValues.of(query.get(), PARAMETER).isEmpty())
                || !inPaths.in(request.rawPath()).isEmpty();
    }

    /** Whether that request would open one, which could not be remembered. */
    boolean areTooMany(HttpRequestView request) {
        return table.isFull() && request.method().equals("GET") && paths.contains(request.rawPath());
    }

    /** Whether all sessions that a request names are the caller's. */
    boolean areOf(HttpRequestView request, Map<String, Object> user) {
        Optional<String> query = request.rawQuery();
        if (query.isPresent() && !query.get().isEmpty()) {
            for (String id : QueryValues.of(query.get(), PARAMETER)) {
                if (!isOf(id, user)) {
                    return false;
                }
            }
        }
        return inPaths.areOf(request.rawPath(), user);
    }

    private boolean isOf(String id, Map<String, Object> user) {
        @Nullable Owner owner = table.find(id);
        if (owner != null) {
            return owner.is(user);
        }
        Owner caller = Owner.of(user);
        return !table.isFull() && use(caller) && caller.equals(table.remember(id, caller));
    }

    /** Who looks at the response to a caller's GET that names no session. */
    ResponseObserver observer(HttpRequestView request, Map<String, Object> user) {
        for (String accepted : request.headers(ACCEPT)) {
            if (accepted.toLowerCase(Locale.ROOT).contains(TYPE)) {
                return new EndpointEvent(new Stream(Owner.of(user), request.rawPath()));
            }
        }
        return head -> {
            if (EndpointEvent.isStream(head)) {
                opened(Owner.of(user));
            }
        };
    }

    private void opened(Owner opener) {
        unread.get(opener, first -> new AtomicInteger()).incrementAndGet();
        seen = true;
    }

    /**
     * Binds the id that an endpoint has: a reference to a URI, most often a path with a query.
     *
     * @return null if none is bound
     */
    private @Nullable String bind(String endpoint, Owner opener) {
        int fragment = endpoint.indexOf('#');
        String uri = fragment < 0 ? endpoint : endpoint.substring(0, fragment);
        int query = uri.indexOf('?');
        List<String> ids = query < 0 ? List.of() : QueryValues.of(uri.substring(query + 1), PARAMETER);
        if (ids.isEmpty()) {
            return inPaths.told(pathOf(query < 0 ? uri : uri.substring(0, query)), opener);
        }
        return ids.size() == 1 && opener.equals(table.remember(ids.get(0), opener)) ? ids.get(0) : null;
    }

    private static String pathOf(String reference) {
        int authority = reference.indexOf("//");
        int path = authority < 0 ? 0 : reference.indexOf('/', authority + 2);
        return path < 0 ? "" : reference.substring(path);
    }

    /** Whether the owner may bind an id now, which uses up one of its streams; anybody where no stream was ever seen. */
    private boolean use(Owner owner) {
        if (!seen) {
            return true;
        }
        AtomicInteger left = unread.getIfPresent(owner);
        return left != null && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    /** One stream, whose session ends with it. */
    private final class Stream implements EndpointEvent.Listener {
        private final Owner opener;
        private final String path;
        private volatile @Nullable String id;

        Stream(Owner opener, String path) {
            this.opener = opener;
            this.path = path;
        }

        @Override
        public void opened() {
            EventStreams.this.opened(opener);
        }

        @Override
        public void told(String endpoint) {
            if (paths.size() < MOST_PATHS) {
                paths.add(path);
            }
            id = bind(endpoint, opener);
            if (id != null) {
                use(opener);
            }
        }

        @Override
        public void ended() {
            String bound = id;
            if (bound != null) {
                table.forget(bound);
            }
        }
    }
}
