package io.mcpoauth2.agent.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.FixedRequest;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a door on an event loop is told. */
class EventLoopsTest {
    private final AgentLog log =
            new AgentLog(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), AgentLog.Level.ERROR);
    private final List<CompletableFuture<Verdict>> asked = new ArrayList<>();

    @Test
    void gateThatCannotBeBuiltIsAnsweredWith503() {
        EventLoops loops = loops(() -> {
            throw new NoClassDefFoundError("com/example/Json");
        });

        assertThat(statusOf(loops.enter(new Request("token")))).isEqualTo(503);
    }

    @Test
    void requestWithoutATokenIsAnsweredAtOnce() {
        assertThat(statusOf(loops(this::gate).enter(new Request(null)))).isEqualTo(401);
    }

    @Test
    void requestWhoseTokenIsBeingJudgedIsAdmittedLater() {
        CompletableFuture<Entry> entry = loops(this::gate).enter(new Request("token"));
        assertThat(entry).isNotDone();

        asked.get(0).complete(Verdicts.valid(Map.of("sub", "alice"), Optional.empty()));

        Admission admission = ((Entry.Admitted) entry.join()).admission();
        assertThat(admission.identity().isOpen()).isTrue();
        assertThat(admission.isInside()).isFalse();
    }

    @Test
    void requestsBeyondTheBoundAreAnsweredWith503AndOthersAreJudgedOnceItIsFree() {
        EventLoops loops = loops(this::gate);
        List<CompletableFuture<Entry>> entries = Stream.generate(() -> loops.enter(new Request("token")))
                .limit(1001)
                .toList();
        assertThat(entries.subList(0, 1000)).noneMatch(CompletableFuture::isDone);
        assertThat(statusOf(entries.get(1000))).isEqualTo(503);

        asked.get(0).complete(Verdicts.valid(Map.of("sub", "alice"), Optional.empty()));

        assertThat(loops.enter(new Request("token"))).isNotDone();
    }

    @Test
    void handlersRefusalIsTheGatesAnswer() {
        EventLoops loops = loops(this::gate);

        assertThat(loops.refusalOf(new IllegalStateException(new NotAuthenticatedException("no"))))
                .hasValueSatisfying(reply -> assertThat(reply.status()).isEqualTo(401));
        assertThat(loops.refusalOf(new IllegalStateException("other"))).isEmpty();
    }

    private static int statusOf(CompletableFuture<Entry> entry) {
        assertThat(entry).isDone();
        return ((Entry.Answered) entry.join()).reply().status();
    }

    private EventLoops loops(Supplier<Gate> gate) {
        ExpiryWatch watch = new ExpiryWatch(Clock.systemUTC(), look -> {}, Runnable::run, log);
        return new Doors(gate, watch, Duration.ZERO, log, door -> {}).eventLoops();
    }

    private Gate gate() {
        Settings settings = TestSettings.defaults().build();
        ProofOfPossession possession = new ProofOfPossession(
                settings, new BoundedVerifier(2), Clock.systemUTC(), System::nanoTime, new Random(1));
        return new Gate(
                settings, new Access(settings.access().policy()), new Asked(), possession, log, Measurements.NONE);
    }

    /** Knows nothing, and leaves what it is asked to the test. */
    private final class Asked implements TokenValidator {
        @Override
        public @Nullable Verdict now(String token) {
            return null;
        }

        @Override
        public CompletableFuture<Verdict> later(String token, Caller caller) {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            asked.add(verdict);
            return verdict;
        }
    }

    private static final class Request extends FixedRequest implements DoorRequest {
        private final @Nullable String token;

        Request(@Nullable String token) {
            this.token = token;
        }

        @Override
        public List<String> headers(String name) {
            return token != null && name.equals("Authorization") ? List.of("Bearer " + token) : List.of();
        }

        @Override
        public String door() {
            return "test";
        }

        @Override
        public void expire(Admission admission) {}
    }
}
