package io.mcpoauth2.agent.issuer;

import static io.mcpoauth2.agent.issuer.DiscoveryServer.KEYS;
import static io.mcpoauth2.agent.issuer.DiscoveryServer.OAUTH;
import static io.mcpoauth2.agent.issuer.DiscoveryServer.OPENID_APPENDED;
import static io.mcpoauth2.agent.issuer.DiscoveryServer.OPENID_INSERTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.HttpFetcher;
import io.mcpoauth2.agent.fetch.TestAuthority;
import io.mcpoauth2.agent.fetch.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Row K4: the order in which the forms of an address are asked, and which failures lead to the next. */
class DiscoveryTest {
    private final DiscoveryServer server = new DiscoveryServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void formsAreThoseOfTheMcpSpecificationInItsOrder() {
        assertThat(Discovery.forms("https://h/t"))
                .map(URI::toString)
                .containsExactly(
                        "https://h/.well-known/oauth-authorization-server/t",
                        "https://h/.well-known/openid-configuration/t",
                        "https://h/t/.well-known/openid-configuration");
        assertThat(Discovery.forms("https://h:8443/a/b/"))
                .map(URI::toString)
                .containsExactly(
                        "https://h:8443/.well-known/oauth-authorization-server/a/b",
                        "https://h:8443/.well-known/openid-configuration/a/b",
                        "https://h:8443/a/b/.well-known/openid-configuration");
        for (String root : new String[] {"https://h", "https://h/"}) {
            assertThat(Discovery.forms(root))
                    .map(URI::toString)
                    .containsExactly(
                            "https://h/.well-known/oauth-authorization-server",
                            "https://h/.well-known/openid-configuration");
        }
    }

    @Test
    void firstFormThatAnswersIsUsed() {
        server.answer(OAUTH, TestServer.json(server.metadata(KEYS)));
        server.assertFound(KEYS);
        assertThat(server.requests()).containsExactly(OAUTH);
    }

    static Stream<Arguments> failures() {
        String foreign = "https://login.example/";
        byte[] bomb = TestServer.gzip(new byte[2_000_000]);
        return Stream.of(
                arguments("status 302 to another origin", redirect(foreign)),
                arguments("status 302 to another origin", redirect("http://127.0.0.1:1/")),
                arguments("status 302 without a location", TestServer.status(302)),
                arguments("status 204", TestServer.status(204)),
                arguments("status 300", TestServer.status(300)),
                arguments("status 304", TestServer.status(304)),
                arguments("status 400", TestServer.status(400)),
                arguments("status 401", TestServer.status(401)),
                arguments("status 403", TestServer.status(403)),
                arguments("status 404", TestServer.status(404)),
                arguments("status 405", TestServer.status(405)),
                arguments("status 410", TestServer.status(410)),
                arguments("status 429", TestServer.status(429)),
                arguments("status 500", TestServer.status(500)),
                arguments("status 503", TestServer.status(503)),
                arguments("status 200 of type text/html: not strict JSON", html("<html>")),
                arguments("status 200 of type application/json: not a JSON object", TestServer.json("")),
                arguments("not a JSON object", TestServer.json("[]")),
                arguments("not strict JSON", TestServer.json("{\"issuer\":")),
                arguments("byte order mark", TestServer.json("\ufeff{}")),
                arguments("names no issuer", TestServer.json("{}")),
                arguments("names no issuer", TestServer.json("{\"issuer\":null}")),
                arguments("status 200 with an answer of more than", TestServer.json(" ".repeat(600_000))),
                arguments("status 200 with the content coding br", TestServer.of(200, "x", "Content-Encoding", "br")),
                arguments(
                        "status 200 with an answer that cannot be decoded",
                        TestServer.of(200, "x", "Content-Encoding", "gzip")),
                arguments(
                        "status 200 with an answer of more than", TestServer.of(200, bomb, "Content-Encoding", "gzip")),
                arguments("SocketException", TestServer.none()));
    }

    @ParameterizedTest(name = "K4 after [{0}] the next form is asked, and each is reported")
    @MethodSource("failures")
    @DisplayName("K4")
    void everyOtherFailureLeadsToTheNextForm(String reason, TestServer.Answer answer) {
        server.answer(OAUTH, answer);
        server.answer(OPENID_INSERTED, answer);
        assertThat(server.discovery.discover()).isInstanceOfSatisfying(Discovery.Result.Failed.class, failed -> {
            assertThat(failed.foreign()).isFalse();
            String[] reasons = failed.reason().split("; ", -1);
            assertThat(reasons[0])
                    .startsWith("no metadata document: " + server.uri(OAUTH) + ": ")
                    .contains(reason);
            assertThat(reasons[1])
                    .startsWith(server.uri(OPENID_INSERTED) + ": ")
                    .contains(reason);
            assertThat(reasons[2]).isEqualTo(server.uri(OPENID_APPENDED) + ": status 404");
            assertThat(reasons).hasSize(3);
        });
        server.answer(OPENID_APPENDED, TestServer.json(server.metadata(KEYS)));
        server.assertFound(KEYS);
        assertThat(server.requests()).endsWith(OPENID_INSERTED, OPENID_APPENDED);
    }

    @Test
    @DisplayName("K4 the form that was good is the only one that is asked, until it is gone")
    void provenFormIsAskedAlone() {
        TestServer.Answer good = TestServer.json(server.metadata(KEYS));
        server.answer(OPENID_APPENDED, good);
        server.assertFound(KEYS);
        server.assertFound(KEYS);
        assertThat(server.requests()).containsExactly(OAUTH, OPENID_INSERTED, OPENID_APPENDED, OPENID_APPENDED);

        for (TestServer.Answer failing : List.of(TestServer.status(500), html("<html>"), redirect("https://h/"))) {
            server.answer(OPENID_APPENDED, failing);
            int before = server.requests().size();
            server.assertFails(server.uri(OPENID_APPENDED) + ": status ");
            assertThat(server.requests()).hasSize(before + 1);
        }
        for (int gone : new int[] {404, 410}) {
            server.answer(OPENID_APPENDED, TestServer.status(gone));
            server.assertFails(
                    server.uri(OPENID_APPENDED) + ": status " + gone + "; " + server.uri(OAUTH) + ": status 404; ");
            assertThat(server.requests()).endsWith(OPENID_APPENDED, OAUTH, OPENID_INSERTED);
        }
        server.answer(OAUTH, good);
        server.assertFound(KEYS);
        assertThat(server.requests()).endsWith(OPENID_APPENDED, OAUTH);
        server.answer(OPENID_APPENDED, good);
        server.assertFound(KEYS);
        assertThat(server.requests()).endsWith(OPENID_APPENDED, OAUTH, OAUTH);
    }

    @Test
    @DisplayName("K4 all forms share one deadline")
    void formsShareOneDeadline() {
        AtomicLong ticks = new AtomicLong();
        HttpFetcher http = new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), ticks::get);
        Discovery hurried =
                TestAccess.to(server.issuer, http, TestSettings.defaults()).discovery();
        server.answer(OPENID_INSERTED, exchange -> {
            ticks.addAndGet(Duration.ofSeconds(20).toNanos());
            TestServer.status(500).write(exchange);
        });
        server.answer(OPENID_APPENDED, TestServer.json(server.metadata(KEYS)));
        assertThat(hurried.discover())
                .isEqualTo(new Discovery.Result.Failed(
                        "no metadata document: " + server.uri(OAUTH) + ": status 404; " + server.uri(OPENID_INSERTED)
                                + ": no complete answer within 20000 ms; " + server.uri(OPENID_APPENDED)
                                + ": not asked, as the time for all is over",
                        false));
        assertThat(server.requests()).containsExactly(OAUTH, OPENID_INSERTED);
    }

    @Test
    @DisplayName("K4 a form that is never answered leaves time for the next")
    void silentFormIsGivenUp() {
        HttpFetcher http = new HttpFetcher(Duration.ofSeconds(2), Duration.ofMinutes(5), System::nanoTime);
        server.answer(OAUTH, exchange -> {});
        server.answer(OPENID_INSERTED, TestServer.json(server.metadata(KEYS)));
        assertThat(TestAccess.to(server.issuer, http, TestSettings.defaults())
                        .discovery()
                        .discover())
                .isInstanceOf(Discovery.Result.Found.class);
    }

    @Test
    void unreachableIssuerFails() {
        server.close();
        assertThat(server.discovery.discover())
                .isInstanceOfSatisfying(
                        Discovery.Result.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains(OAUTH + ": ConnectException")
                                .as("all forms share the origin")
                                .doesNotContain(OPENID_INSERTED));
    }

    @Test
    @DisplayName("K4 a failure of TLS ends the search")
    void issuerWithoutTrustedCertificateFails() {
        try (TestServer secure = new TestServer(TestAuthority.ONE.server())) {
            Discovery untrusting = TestAccess.to(secure.origin() + "/t").discovery();
            assertThat(untrusting.discover())
                    .isInstanceOfSatisfying(
                            Discovery.Result.Failed.class,
                            failed -> assertThat(failed.reason())
                                    .contains(OAUTH + ": SSLHandshakeException")
                                    .doesNotContain(OPENID_INSERTED));
        }
    }

    @Test
    void issuerWithoutMetadataFails() {
        server.assertFails("no metadata document");
    }

    private static TestServer.Answer redirect(String location) {
        return TestServer.of(302, "", "Location", location);
    }

    private static TestServer.Answer html(String page) {
        return TestServer.of(200, page, "Content-Type", "text/html");
    }
}
