package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Row E5 for connections that go on when the request that has opened them has ended. */
class UpgradedConnectionTest {
    private static final Instant EXPIRY = Instant.parse("2026-01-01T00:00:00Z");

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final CountingExchange exchange = new CountingExchange();
    private final RequestIdentity identity = new RequestIdentity(Map.of());

    /** Its request has ended before: a WebSocket was open for as long as it liked. */
    @Test
    void anUpgradedConnectionIsEndedWithTheTokenOfItsRequestAndWithoutGrace() {
        ExpiryWatch watch = at(EXPIRY);
        CountingExchange connection = new CountingExchange();
        Admission admission =
                new Admission(identity, now -> Standing.End.EXPIRED, Duration.ofHours(1), exchange, watch);
        watch.watch(admission);
        admission.upgrade(connection);
        admission.end();

        watch.look();
        runThreads();

        assertThat(connection.expiries).isEqualTo(1);
        assertThat(exchange.expiries).isZero();
    }

    @Test
    void anUpgradedConnectionIsLeftAloneWhileItsTokenStands() {
        ExpiryWatch watch = at(EXPIRY.minusNanos(1));
        Admission admission = admit(watch);
        admission.upgrade(new CountingExchange());
        admission.end();

        watch.look();

        assertThat(threads).isEmpty();
    }

    @Test
    void anUpgradedConnectionLeavesTheWatchWhenItIsClosed() {
        ExpiryWatch watch = at(EXPIRY);
        CountingExchange connection = new CountingExchange();
        Admission admission = admit(watch);
        admission.upgrade(connection);
        admission.end();
        connection.complete = true;
        watch.look();

        connection.complete = false; // It would be ended now, if it were still there.
        watch.look();

        assertThat(threads).isEmpty();
    }

    /** What a WebSocket of Vert.x brought was nobody's, so that Quarkus MCP refused every message of it. */
    @Test
    void anUpgradedConnectionThatIsItsCallersKeepsTheIdentityUntilTheTokenEnds() {
        ExpiryWatch watch = at(EXPIRY);
        CountingExchange connection = new CountingExchange();
        Admission admission =
                new Admission(identity, now -> Standing.End.EXPIRED, Duration.ofHours(1), exchange, watch);
        watch.watch(admission);
        admission.endUpgraded(connection);

        assertThat(admission.hasEnded()).isTrue();
        assertThat(identity.isOpen()).isTrue();
        watch.look();
        runThreads();

        assertThat(identity.isOpen()).isFalse();
        assertThat(connection.expiries).isEqualTo(1);
        assertThat(exchange.expiries).isZero();
    }

    @Test
    void theIdentityOfAnUpgradedConnectionIsClosedWithIt() {
        ExpiryWatch watch = at(EXPIRY.minusNanos(1));
        CountingExchange connection = new CountingExchange();
        Admission admission = admit(watch);
        admission.endUpgraded(connection);
        watch.look();
        assertThat(identity.isOpen()).isTrue();

        connection.complete = true;
        watch.look();

        assertThat(identity.isOpen()).isFalse();
        assertThat(threads).isEmpty();
    }

    private ExpiryWatch at(Instant now) {
        return new ExpiryWatch(
                Clock.fixed(now, ZoneOffset.UTC), task -> {}, threads::add, AgentLog.toStderr(AgentLog.Level.ERROR));
    }

    private Admission admit(ExpiryWatch watch) {
        Standing standing = now -> now.isBefore(EXPIRY) ? Standing.End.NONE : Standing.End.EXPIRED;
        Admission admission = new Admission(identity, standing, Duration.ZERO, exchange, watch);
        watch.watch(admission);
        return admission;
    }

    private void runThreads() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }
}
