package io.mcpoauth2.agent.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.fetch.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row G9: what is an answer about a token, and what is remembered of it. */
class IntrospectorTest {
    private static final String ACTIVE = "{\"active\":true,\"sub\":\"user-1\"}";
    private static final String INACTIVE = "{\"active\":false}";

    @ParameterizedTest(name = "G9 the answer {1} of type {0} is no answer")
    @CsvSource(
            value = {
                "application/json | {\"active\":\"true\"}",
                "application/json | {\"active\":1}",
                "application/json | {\"active\":null}",
                "application/json | {}",
                "application/json | []",
                "application/json | {\"active\":false,\"active\":true}",
                "application/json | {\"active\":true",
                "application/json | <html>",
                "text/html | {\"active\":true}",
                "application/token-introspection+jwt | {\"active\":true}"
            },
            delimiter = '|')
    @DisplayName("G9")
    void whatCannotBeUnderstoodIsNoAnswer(String type, String body) {
        try (IntrospectionServer server = new IntrospectionServer().answers(200, type, body)) {
            assertThat(server.ask("t")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.log()).contains("WARN introspection by").doesNotContain("html>");
        }
    }

    @ParameterizedTest(name = "G9 status {0} is no answer")
    @CsvSource({"201", "204", "302", "400", "401", "403", "404", "500", "503"})
    @DisplayName("G9")
    void otherStatusIsNoAnswer(int status) {
        try (IntrospectionServer server = new IntrospectionServer().answers(status, "application/json", ACTIVE)) {
            assertThat(server.ask("t")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.log()).contains("status " + status);
        }
    }

    @Test
    @DisplayName("G9 what is not active is remembered for ten seconds, what is active is not remembered here")
    void inactiveIsRemembered() {
        try (IntrospectionServer server = new IntrospectionServer().answersJson(INACTIVE)) {
            assertThat(server.ask("t")).isInstanceOf(Answer.Inactive.class);
            server.answersJson(ACTIVE);
            server.time.pass(Duration.ofMillis(9_999));
            assertThat(server.ask("t")).isInstanceOf(Answer.Inactive.class);
            assertThat(server.requests()).hasSize(1);
            server.time.pass(Duration.ofMillis(1));
            assertThat(server.ask("t")).isInstanceOf(Answer.Active.class);
            assertThat(server.ask("t")).isInstanceOf(Answer.Active.class);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void withoutCacheNothingIsRemembered() {
        try (IntrospectionServer server =
                new IntrospectionServer("introspection_cache_ttl", "0").answersJson(INACTIVE)) {
            server.ask("t");
            server.ask("t");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("D1 a thousand requests with one token wait for its answer at most")
    void requestsThatWaitAreBounded() {
        CountDownLatch release = new CountDownLatch(1);
        try (IntrospectionServer server = new IntrospectionServer("wait_for_keys", "60")) {
            server.http.answer("/introspect", exchange -> {
                awaitQuietly(release);
                TestServer.json(ACTIVE).write(exchange);
            });
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(server.asks("t"));
            }
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            assertThat(server.asks("t").join()).isInstanceOf(Answer.Unavailable.class);
            release.countDown();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Answer.Active.class));
            assertThat(server.asks("t").join()).as("there is room again").isInstanceOf(Answer.Active.class);
        }
    }

    @Test
    @DisplayName("G9 requests with the same token share one question")
    void sameTokenIsAskedAboutOnce() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (IntrospectionServer server = new IntrospectionServer("wait_for_keys", "60")) {
            server.http.answer("/introspect", exchange -> {
                asked.countDown();
                awaitQuietly(release);
                TestServer.json(ACTIVE).write(exchange);
            });
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            answers.add(server.asks("t"));
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            answers.add(server.asks("t"));
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            release.countDown();
            assertThat(answers)
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Answer.Active.class));
            assertThat(server.http.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("G9 while the issuer cannot be reached, one token at a time asks, and the first answer ends that")
    void unreachableIssuerIsProbedByOne() {
        try (IntrospectionServer server = new IntrospectionServer()) {
            server.http.close();
            assertThat(server.ask("a")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.ask("b")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.log()).containsOnlyOnce("does not work");
            assertThat(server.tally().failed()).isEqualTo(2);
        }
    }

    @Test
    void unavailabilityNamesTheIssuerAndNoAddress() {
        try (IntrospectionServer server = new IntrospectionServer().answers(500, "text/plain", "")) {
            assertThat(server.ask("t"))
                    .asInstanceOf(InstanceOfAssertFactories.type(Answer.Unavailable.class))
                    .satisfies(unavailable -> {
                        assertThat(unavailable.reason())
                                .contains(server.http.origin())
                                .doesNotContain("/introspect");
                        assertThat(unavailable.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
                    });
            server.answersJson(ACTIVE);
            assertThat(server.ask("t")).isInstanceOf(Answer.Active.class);
            assertThat(server.log()).contains("works again");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
