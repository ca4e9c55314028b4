package io.mcpoauth2.agent.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mcpoauth2.agent.http.TestServer;
import io.mcpoauth2.agent.issuer.TestTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows G9 and G10. */
class IntrospectorTest {
    private static final String ACTIVE = "{\"active\":true,\"sub\":\"user-1\"}";
    private static final String INACTIVE = "{\"active\":false}";

    @TempDir
    private Path folder;

    @Test
    void tokenIsAskedAboutInAFormWithTheSecretInTheHeader() {
        try (IntrospectionServer server = new IntrospectionServer().answersJson(ACTIVE)) {
            assertThat(server.ask("opaque/+=&token"))
                    .isInstanceOfSatisfying(
                            Answer.Active.class,
                            active -> assertThat(active.claims()).containsEntry("sub", "user-1"));
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.get("method")).isEqualTo("POST");
                assertThat(request.get("body")).isEqualTo("token=opaque%2F%2B%3D%26token&token_type_hint=access_token");
                assertThat(request.get("Accept")).isEqualTo("application/json");
                assertThat(request.get("Content-type")).isEqualTo("application/x-www-form-urlencoded");
                assertThat(request.get("Authorization"))
                        .isEqualTo("Basic "
                                + Base64.getEncoder()
                                        .encodeToString("me%3A1:s%2B+%25".getBytes(StandardCharsets.US_ASCII)));
            });
            assertThat(server.log()).doesNotContain("opaque", "user-1", "s+ %");
            assertThat(server.tally().succeeded()).isEqualTo(1);
        }
    }

    @Test
    void secretGoesIntoTheFormIfConfigured() {
        try (IntrospectionServer server =
                new IntrospectionServer("client_auth", "client_secret_post").answersJson(ACTIVE)) {
            server.ask("t");
            assertThat(server.requests().get(0))
                    .containsEntry(
                            "body", "token=t&token_type_hint=access_token&client_id=me%3A1&client_secret=s%2B+%25")
                    .doesNotContainKey("Authorization");
        }
    }

    @Test
    void privateKeySignsAnAssertionForEachQuestion() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        Path file = Files.writeString(folder.resolve("key.json"), key.toJSONString());
        try (IntrospectionServer server = new IntrospectionServer(
                        "client_auth", "private_key_jwt", "client_secret", "", "client_key_file", file.toString())
                .answersJson(ACTIVE)) {
            server.ask("t");
            server.ask("t");
            List<String> ids = new ArrayList<>();
            for (Map<String, String> request : server.requests()) {
                String body = Objects.requireNonNull(request.get("body"));
                String prefix = "token=t&token_type_hint=access_token&client_id=me%3A1&client_assertion_type="
                        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=";
                assertThat(body).startsWith(prefix);
                SignedJWT assertion = SignedJWT.parse(body.substring(prefix.length()));
                assertThat(assertion.verify(new RSASSAVerifier(key))).isTrue();
                assertThat(assertion.getHeader().getKeyID()).isEqualTo("k1");
                JWTClaimsSet claims = assertion.getJWTClaimsSet();
                assertThat(claims.getIssuer()).isEqualTo("me:1");
                assertThat(claims.getSubject()).isEqualTo("me:1");
                assertThat(claims.getAudience()).containsExactly(server.http.origin());
                assertThat(claims.getExpirationTime().toInstant())
                        .isEqualTo(TestTime.START.plus(Duration.ofMinutes(1)));
                assertThat(claims.getIssueTime()).isEqualTo(TestTime.START);
                ids.add(claims.getJWTID());
            }
            assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void endpointIsDiscoveredOnce() {
        try (IntrospectionServer server = new IntrospectionServer("introspection_uri", "").answersJson(ACTIVE)) {
            String endpoint = server.http.origin() + "/introspect";
            server.http.answer(
                    "/.well-known/oauth-authorization-server",
                    TestServer.json("{\"issuer\":\"" + server.http.origin() + "\",\"introspection_endpoint\":\""
                            + endpoint + "\"}"));
            assertThat(server.ask("a")).isInstanceOf(Answer.Active.class);
            assertThat(server.ask("b")).isInstanceOf(Answer.Active.class);
            assertThat(server.http.requests())
                    .containsExactly("/.well-known/oauth-authorization-server", "/introspect", "/introspect");
        }
    }

    @Test
    @DisplayName("G8 an issuer that names no endpoint, or one by plain http elsewhere, cannot be asked")
    void missingEndpointIsUnavailable() {
        try (IntrospectionServer server = new IntrospectionServer("introspection_uri", "")) {
            assertThat(server.ask("a")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.log()).contains("no metadata document");
            server.time.pass(Duration.ofSeconds(10));
            server.http.answer(
                    "/.well-known/oauth-authorization-server",
                    TestServer.json("{\"issuer\":\"" + server.http.origin()
                            + "\",\"introspection_endpoint\":\"http://192.0.2.1/\"}"));
            assertThat(server.ask("a")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.log()).contains("introspection_endpoint");
        }
    }

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
            answers.add(CompletableFuture.supplyAsync(() -> server.ask("t")));
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            Thread second = new Thread(() -> answers.add(CompletableFuture.completedFuture(server.ask("t"))));
            second.start();
            while (second.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            release.countDown();
            second.join();
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
