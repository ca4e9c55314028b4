package io.mcpoauth2.agent.gate;

import com.github.benmanes.caffeine.cache.Ticker;
import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.RoutePatterns;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.JsonRpcMessage;
import io.mcpoauth2.agent.mcp.JsonRpcReader;
import io.mcpoauth2.agent.sessions.Sessions;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a request without any credentials: 401, unless its message asks for nothing but what anybody may
 * have.
 *
 * <p>The message is read only where the policy has something of that kind, or the refusal's form depends on it, and within
 * narrow bounds, as anybody can send it. Only where MCP is surely spoken: elsewhere a body that looks like a message would
 * open what is none. Whatever is odd gets the 401.
 */
final class TokenlessRequests {
    /** Bytes of a message. */
    static final int MAX_MESSAGE = 65_536;

    private final Access access;
    private final MessageGate messages;
    private final Sessions sessions;
    private final CrossOrigin crossOrigin;
    private final AddressRate rate;
    /** Null where no paths are named, and the resource's own is the one. */
    private final @Nullable RoutePatterns routes;

    private final boolean challengesInResults;
    private final boolean reports;

    TokenlessRequests(
            Settings settings, Access access, MessageGate messages, Sessions sessions, CrossOrigin crossOrigin) {
        this.access = access;
        this.messages = messages;
        this.sessions = sessions;
        this.crossOrigin = crossOrigin;
        this.rate = new AddressRate(
                settings.tokenless().rate(),
                new ClientAddress(settings.senderConstraints().trustedProxies()),
                Ticker.systemTicker());
        RoutePatterns named = settings.access().messageRoutes();
        this.routes = named.equals(RoutePatterns.ALL) ? null : named;
        this.challengesInResults = settings.tokenless().challengesInResults();
        this.reports = settings.mode() == Settings.Mode.REPORT;
    }

    /** Whether there may be messages to read. */
    boolean mayRead(String method) {
        return (challengesInResults || access.isForSomeTokenless()) && method.equals("POST");
    }

    /** Whether the request's client looks for challenges in results of tools, and is to find them there. */
    boolean wantsResults(HttpRequestView request) {
        return challengesInResults && ResultChallenge.isWantedBy(request);
    }

    /** Decides about a request without credentials, or what is to be found out by its message first. */
    Decision decide(HttpRequestView request, Endpoint endpoint) {
        if (!request.method().equals("POST") && access.isForSomeTokenless() && sessions.isInNobodysSession(request)) {
            return endpoint.denials().session(Sessions.Ruling.UNKNOWN, Map.of());
        }
        @Nullable MessageHead head = headOf(request, endpoint);
        if (head == null || !rate.take(request)) {
            return endpoint.denials().unauthenticated();
        }
        Sessions.Ruling session = sessions.judgeTokenless(request);
        Decision.@Nullable Answered otherwise = session == Sessions.Ruling.PASSES
                ? null
                : (Decision.Answered) endpoint.denials().session(session, Map.of());
        return new Decision.Admitted(
                RequestIdentity.anonymous(endpoint),
                now -> Standing.End.NONE,
                Judgement.ofNobody(Reason.ANONYMOUS),
                new PendingMessage(head, MAX_MESSAGE, wantsResults(request), null, otherwise),
                observer(request));
    }

    private @Nullable MessageHead headOf(HttpRequestView request, Endpoint endpoint) {
        boolean reads = access.isForSomeTokenless() || wantsResults(request);
        if (!reads || !isOfMcp(request, endpoint) || bringsSomething(request) || !sessions.mayBeTokenless(request)) {
            return null;
        }
        @Nullable MessageHead head = messages.plainHeadOf(request, MAX_MESSAGE);
        // In report mode the application is given what is refused, and so no body may turn out to be too long.
        return head != null && reports && head.length() < 0 ? null : head;
    }

    private boolean isOfMcp(HttpRequestView request, Endpoint endpoint) {
        String path = request.rawPath();
        return RawPath.isPlain(path)
                && (routes == null ? endpoint.isAt(path) : routes.surelyContain(path, request.localPort()));
    }

    /** Whether there are credentials of some other kind, or a part of some. */
    private static boolean bringsSomething(HttpRequestView request) {
        return !request.headers("Authorization").isEmpty()
                || !request.headers("DPoP").isEmpty()
                || QueryToken.isIn(request.rawQuery().orElse(""));
    }

    private @Nullable ResponseObserver observer(HttpRequestView request) {
        return Observers.both(sessions.tokenlessObserver(request), crossOrigin.observer(request));
    }

    /**
     * Judges what such a request asks for.
     *
     * @param body null if it cannot be read in one way only
     * @return null if it may go on
     */
    Decision.@Nullable Answered refusalOf(
            JsonRpcReader.@Nullable Body body, PendingMessage pending, Endpoint endpoint) {
        return body == null || !isForAnybody(body)
                ? (Decision.Answered) endpoint.denials().unauthenticated()
                : pending.otherwise();
    }

    private boolean isForAnybody(JsonRpcReader.Body body) {
        for (JsonRpcMessage message : body.messages()) {
            if (message.kind() == JsonRpcMessage.Kind.RESPONSE
                    || !access.isForAnybody(MessageGate.operation(message))) {
                return false;
            }
        }
        return true;
    }
}
