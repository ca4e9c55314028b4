package io.mcpoauth2.agent.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.ClientCredentials;
import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.issuer.TestAccess;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row G9: what fails on our side, or takes too long, is no answer, and is in nobody's way afterwards. */
class IntrospectorFailureTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final ClientCredentials SECRET = new ClientCredentials.Secret("secret", false);

    private final TestServer server = new TestServer();
    private final TestTime time = new TestTime();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    /** Questions that were not asked yet. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private Threads threads = Threads.FREE;

    /** What becomes of a question. */
    private enum Threads {
        FREE,
        BUSY,
        EXHAUSTED
    }

    private void execute(Runnable question) {
        switch (threads) {
            case FREE -> question.run();
            case BUSY -> waiting.add(question);
            case EXHAUSTED -> throw new RejectedExecutionException();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tooManyQuestionsMakeATokenUnavailableUntilThereIsRoom() {
        Introspector introspector = introspector(FOR_EVER, SECRET);
        answers(true);
        threads = Threads.EXHAUSTED;
        assertUnavailable(introspector, "t");
        assertThat(log()).contains("too many tokens wait");
        threads = Threads.FREE;
        assertThat(ask(introspector, "t")).isInstanceOf(Answer.Active.class);
        assertThat(server.requests()).containsOnlyOnce("/introspect");
    }

    @Test
    void patienceEndsAndALateAnswerIsOfUse() {
        Introspector introspector = introspector(NOT_AT_ALL, SECRET);
        answers(false);
        threads = Threads.BUSY;
        assertUnavailable(introspector, "t");
        waiting.remove().run();
        assertThat(ask(introspector, "t")).isInstanceOf(Answer.Inactive.class);
        assertThat(server.requests()).containsOnlyOnce("/introspect");
    }

    @Test
    void issuerThatCannotBeReachedIsAskedAboutOneTokenAtATime() {
        Introspector introspector = introspector(NOT_AT_ALL, SECRET);
        assertUnreached(introspector);
        threads = Threads.BUSY;
        assertUnavailable(introspector, "probe");
        assertUnavailable(introspector, "other");
        assertThat(waiting).as("the probe alone").hasSize(1);
        waiting.remove().run();
        assertUnavailable(introspector, "next probe");
        assertThat(waiting).as("the last one failed and has ended").hasSize(1);
        answers(true);
        waiting.remove().run();
        assertUnavailable(introspector, "a");
        assertUnavailable(introspector, "b");
        assertThat(waiting).as("it can be reached again").hasSize(2);
        threads = Threads.FREE;
        assertThat(ask(introspector, "other")).isInstanceOf(Answer.Active.class);
    }

    @Test
    void probeThatFindsNoThreadIsNotTheLast() {
        Introspector introspector = introspector(NOT_AT_ALL, SECRET);
        assertUnreached(introspector);
        threads = Threads.EXHAUSTED;
        assertUnavailable(introspector, "t");
        threads = Threads.BUSY;
        assertUnavailable(introspector, "t");
        assertThat(waiting).hasSize(1);
    }

    @Test
    void failureOfOurOwnIsLoggedAndNotTheLastQuestion() throws NoSuchAlgorithmException {
        ClientCredentials key = new ClientCredentials.Key(
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate(), "RS256", Optional.empty());
        boolean[] broken = {true};
        Introspector introspector = introspector(NOT_AT_ALL, key, () -> {
            if (broken[0]) {
                throw new IllegalStateException("no entropy");
            }
            return 1;
        });
        answers(true);
        assertUnavailable(introspector, "t");
        assertThat(log()).contains("failed unexpectedly").contains("IllegalStateException");
        broken[0] = false;
        assertThat(ask(introspector, "t")).isInstanceOf(Answer.Active.class);
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {300, 301, 404, 405, 410})
    void endpointThatHasMovedIsLookedForAgain(int status) {
        Introspector introspector = introspector(FOR_EVER, SECRET);
        answers(true);
        assertThat(ask(introspector, "first")).isInstanceOf(Answer.Active.class);
        server.answer("/introspect", TestServer.status(status));
        assertUnavailable(introspector, "asked at the old place");
        answersAt("/moved", true);
        assertThat(ask(introspector, "t")).isInstanceOf(Answer.Active.class);
        assertThat(server.requests()).endsWith(METADATA, "/moved");
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {400, 401, 429, 500})
    void endpointThatRefusesHasNotMoved(int status) {
        Introspector introspector = introspector(FOR_EVER, SECRET);
        answers(true);
        server.answer("/introspect", TestServer.status(status));
        assertUnavailable(introspector, "t");
        assertUnavailable(introspector, "t");
        assertThat(server.requests()).containsExactly(METADATA, "/introspect", "/introspect");
    }

    private void assertUnreached(Introspector introspector) {
        assertUnavailable(introspector, "first");
        assertThat(log()).contains("no metadata document");
    }

    private void answers(boolean active) {
        answersAt("/introspect", active);
    }

    private void answersAt(String path, boolean active) {
        server.answer(
                METADATA,
                TestServer.json("{\"issuer\":\"" + server.origin() + "\",\"introspection_endpoint\":\""
                        + server.uri(path) + "\"}"));
        server.answer(path, TestServer.json("{\"active\":" + active + "}"));
    }

    private Introspector introspector(Duration patience, ClientCredentials credentials) {
        return introspector(patience, credentials, () -> 1);
    }

    private Introspector introspector(Duration patience, ClientCredentials credentials, RandomGenerator random) {
        IntrospectionSettings settings = new IntrospectionSettings(
                true, false, Optional.empty(), false, Duration.ofMinutes(1), false, "me", credentials);
        IntrospectionEndpoint endpoint = new IntrospectionEndpoint(
                server.origin(),
                settings.endpoint(),
                new IntrospectionRequest(server.origin(), settings, time, random),
                new AnswerParser(Optional.empty()),
                TestAccess.to(server.origin()));
        AgentLog log = new AgentLog(new PrintStream(lines, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        return new Introspector(
                server.origin(), endpoint, settings.cacheTtl(), patience, this::execute, time, log, Measurements.NONE);
    }

    private String log() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    private static Answer ask(Introspector introspector, String token) {
        return introspector.ask(token, TokenDigest.of(token)).join();
    }

    private static void assertUnavailable(Introspector introspector, String token) {
        assertThat(ask(introspector, token)).isInstanceOf(Answer.Unavailable.class);
    }
}
