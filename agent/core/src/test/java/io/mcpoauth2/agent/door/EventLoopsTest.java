package io.mcpoauth2.agent.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.FixedRequest;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.gate.InternalFailures;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a door on an event loop is told. */
class EventLoopsTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final AgentLog log = new AgentLog(new PrintStream(logged, true, UTF_8), AgentLog.Level.ERROR);
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
    void messageThatTheClientBreaksOffIsAnsweredWith400AndNotLogged() {
        for (Throwable failure : List.of(new IOException("gone"), new CompletionException(new IOException("gone")))) {
            Request request = new Request("token", CompletableFuture.failedFuture(failure));
            CompletableFuture<Entry> entry = enter(loops(this::policed), request);

            assertThat(statusOf(entry)).isEqualTo(400);
        }
        assertThat(logged.toString(UTF_8)).isEmpty();
    }

    @Test
    void messageThatTheAgentFailsToReadIsAnsweredWith503AndLogged() {
        for (Throwable failure : List.of(new IllegalStateException("broken"), new UnsupportedOperationException())) {
            Request request = new Request("token", CompletableFuture.failedFuture(failure));
            CompletableFuture<Entry> entry = enter(loops(this::policed), request);

            assertThat(statusOf(entry)).isEqualTo(503);
            assertThat(logged.toString(UTF_8)).contains(failure.getClass().getName());
        }
    }

    @Test
    void messageThatDoesNotEndIsAnsweredWith400AndNoMoreOfItIsRead() {
        Rulings rulings = new Rulings(this::policed, watch(), Duration.ZERO, door -> {});
        EventLoops loops = new EventLoops(rulings, this::policed, new InternalFailures(log), Duration.ofMillis(1));
        Request request = new Request("token", new CompletableFuture<>());

        Entry entry = enter(loops, request).join();

        assertThat(((Entry.Answered) entry).reply().status()).isEqualTo(400);
        assertThat(Objects.requireNonNull(request.message).add(new byte[1], 0, 1))
                .isFalse();
        assertThat(logged.toString(UTF_8)).isEmpty();
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

    /** With a token that turns out to be valid. */
    private CompletableFuture<Entry> enter(EventLoops loops, Request request) {
        asked.clear();
        CompletableFuture<Entry> entry = loops.enter(request);
        asked.get(0).complete(Verdicts.valid(Map.of("sub", "alice"), Optional.empty()));
        return entry;
    }

    private EventLoops loops(Supplier<Gate> gate) {
        return new Doors(gate, watch(), Duration.ZERO, log, door -> {}).eventLoops();
    }

    private ExpiryWatch watch() {
        return new ExpiryWatch(Clock.systemUTC(), look -> {}, Runnable::run, log);
    }

    private Gate gate() {
        return gate(TestSettings.defaults());
    }

    /** One that judges messages. */
    private Gate policed() {
        return gate(TestSettings.defaults().with("tool_scopes", "echo=files:read"));
    }

    private Gate gate(TestSettings values) {
        Settings settings = values.build();
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
        private final CompletionStage<Void> read;
        private @Nullable MessageBuffer message;

        Request(@Nullable String token) {
            this(token, CompletableFuture.completedFuture(null));
        }

        /**
         * @param read what becomes of its body
         */
        Request(@Nullable String token, CompletionStage<Void> read) {
            this.token = token;
            this.read = read;
        }

        @Override
        public CompletionStage<Void> collectMessage(MessageBuffer into) {
            message = into;
            return read;
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
