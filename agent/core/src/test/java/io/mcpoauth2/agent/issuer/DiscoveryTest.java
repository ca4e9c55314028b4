package io.mcpoauth2.agent.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.http.HttpFetcher;
import io.mcpoauth2.agent.http.TestAuthority;
import io.mcpoauth2.agent.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    private static final String OAUTH = "/.well-known/oauth-authorization-server/t";
    private static final String OPENID_INSERTED = "/.well-known/openid-configuration/t";
    private static final String OPENID_APPENDED = "/t/.well-known/openid-configuration";

    private final TestServer server = new TestServer();
    private final String issuer = server.origin() + "/t";
    private final Discovery discovery = discovery(TestSettings.defaults());

    private Discovery discovery(TestSettings settings) {
        return TestAccess.to(issuer, TestAccess.http(), settings).discovery();
    }

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
        server.answer(OAUTH, TestServer.json(metadata(issuer, "https://keys.example/jwks")));
        assertFound("https://keys.example/jwks");
        assertThat(server.requests()).containsExactly(OAUTH);
    }

    static Stream<Arguments> failures() throws IOException {
        String foreign = "https://login.example/";
        byte[] bomb = gzip(new byte[2_000_000]);
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
        assertThat(discovery.discover()).isInstanceOfSatisfying(Discovery.Result.Failed.class, failed -> {
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
        server.answer(OPENID_APPENDED, TestServer.json(metadata(issuer, "https://keys.example/jwks")));
        assertFound("https://keys.example/jwks");
        assertThat(server.requests()).endsWith(OPENID_INSERTED, OPENID_APPENDED);
    }

    @ParameterizedTest(name = "K5 metadata of type [{0}] are judged by their content")
    @ValueSource(strings = {"text/plain", "text/plain; charset=utf-8", "binary/octet-stream", "text/html", ""})
    @DisplayName("K5")
    void metadataAreJudgedByTheirContent(String type) {
        String good = metadata(issuer, "https://keys.example/jwks");
        server.answer(
                OAUTH, type.isEmpty() ? TestServer.of(200, good) : TestServer.of(200, good, "Content-Type", type));
        assertFound("https://keys.example/jwks");
        server.answer(OAUTH, TestServer.of(200, metadata("https://other.example", ""), "Content-Type", "text/plain"));
        assertFails("another issuer's");
    }

    @Test
    @DisplayName("K6 metadata in a coding that was not asked for are read")
    void codedMetadataAreRead() throws IOException {
        byte[] good = gzip(metadata(issuer, "https://keys.example/jwks").getBytes(UTF_8));
        server.answer(OAUTH, TestServer.of(200, good, "Content-Encoding", "gzip", "Content-Type", "application/json"));
        assertFound("https://keys.example/jwks");
    }

    @Test
    @DisplayName("K4 the form that was good is the only one that is asked, until it is gone")
    void provenFormIsAskedAlone() {
        TestServer.Answer good = TestServer.json(metadata(issuer, "https://keys.example/jwks"));
        server.answer(OPENID_APPENDED, good);
        assertFound("https://keys.example/jwks");
        assertFound("https://keys.example/jwks");
        assertThat(server.requests()).containsExactly(OAUTH, OPENID_INSERTED, OPENID_APPENDED, OPENID_APPENDED);

        for (TestServer.Answer failing : List.of(TestServer.status(500), html("<html>"), redirect("https://h/"))) {
            server.answer(OPENID_APPENDED, failing);
            int before = server.requests().size();
            assertFails(server.uri(OPENID_APPENDED) + ": status ");
            assertThat(server.requests()).hasSize(before + 1);
        }
        for (int gone : new int[] {404, 410}) {
            server.answer(OPENID_APPENDED, TestServer.status(gone));
            assertFails(server.uri(OPENID_APPENDED) + ": status " + gone + "; " + server.uri(OAUTH) + ": status 404; ");
            assertThat(server.requests()).endsWith(OPENID_APPENDED, OAUTH, OPENID_INSERTED);
        }
        server.answer(OAUTH, good);
        assertFound("https://keys.example/jwks");
        assertThat(server.requests()).endsWith(OPENID_APPENDED, OAUTH);
        server.answer(OPENID_APPENDED, good);
        assertFound("https://keys.example/jwks");
        assertThat(server.requests()).endsWith(OPENID_APPENDED, OAUTH, OAUTH);
    }

    @Test
    @DisplayName("G8 a form that was good and is another issuer's now ends the search")
    void provenFormMayBecomeForeign() {
        server.answer(OAUTH, TestServer.json(metadata(issuer, "https://keys.example/jwks")));
        assertFound("https://keys.example/jwks");
        server.answer(OAUTH, TestServer.json(metadata("https://other.example", "https://keys.example/jwks")));
        assertFails("another issuer's");
        assertThat(server.requests()).containsExactly(OAUTH, OAUTH);
    }

    @Test
    @DisplayName("K4 all forms share one deadline")
    void formsShareOneDeadline() {
        AtomicLong ticks = new AtomicLong();
        HttpFetcher http = new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), ticks::get);
        Discovery hurried = TestAccess.to(issuer, http, TestSettings.defaults()).discovery();
        server.answer(OPENID_INSERTED, exchange -> {
            ticks.addAndGet(Duration.ofSeconds(20).toNanos());
            TestServer.status(500).write(exchange);
        });
        server.answer(OPENID_APPENDED, TestServer.json(metadata(issuer, "https://keys.example/jwks")));
        assertThat(hurried.discover())
                .isEqualTo(new Discovery.Result.Failed(
                        "no metadata document: " + server.uri(OAUTH) + ": status 404; " + server.uri(OPENID_INSERTED)
                                + ": status 500; " + server.uri(OPENID_APPENDED)
                                + ": not asked, as the time for all is over",
                        false));
        assertThat(server.requests()).containsExactly(OAUTH, OPENID_INSERTED);
    }

    @Test
    @DisplayName("K4 a form that is never answered leaves time for the next")
    void silentFormIsGivenUp() {
        HttpFetcher http = new HttpFetcher(Duration.ofSeconds(2), Duration.ofMinutes(5), System::nanoTime);
        server.answer(OAUTH, exchange -> {});
        server.answer(OPENID_INSERTED, TestServer.json(metadata(issuer, "https://keys.example/jwks")));
        assertThat(TestAccess.to(issuer, http, TestSettings.defaults())
                        .discovery()
                        .discover())
                .isInstanceOf(Discovery.Result.Found.class);
    }

    private static TestServer.Answer redirect(String location) {
        return TestServer.of(302, "", "Location", location);
    }

    private static TestServer.Answer html(String page) {
        return TestServer.of(200, page, "Content-Type", "text/html");
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    @Test
    void unreachableIssuerFails() {
        server.close();
        assertThat(discovery.discover())
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
        assertFails("no metadata document");
    }

    @ParameterizedTest(name = "G8 a document of the issuer plus [{0}] is refused, and no other form is asked")
    @ValueSource(strings = {"/", "x", " ", "\\u0000"})
    @DisplayName("G8")
    void foreignDocumentIsRefused(String suffix) {
        server.answer(OAUTH, TestServer.json(metadata(issuer + suffix, "https://keys.example/jwks")));
        server.answer(OPENID_APPENDED, TestServer.json(metadata(issuer, "https://keys.example/jwks")));
        assertFails("another issuer's");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest(name = "G8 jwks_uri {0} is refused")
    @ValueSource(
            strings = {
                "http://keys.example/jwks",
                "http://127.0.0.1.example/jwks",
                "http://localhost.example/jwks",
                "file:/etc/passwd",
                "/jwks",
                "https://user@keys.example/jwks",
                "https:///jwks",
                "ftp://keys.example/",
                "https://a b/",
                "",
                "http://127/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.0.1/",
                "http://127.0.0.a/",
                "http://128.0.0.1/",
                "http://[::2]/",
                "http://0.0.0.0/",
                "http://[::ffff:127.0.0.1]/",
                "https://keys.example:70000/"
            })
    @DisplayName("G8")
    void jwksUriMustBeHttps(String jwksUri) {
        server.answer(OAUTH, TestServer.json(metadata(issuer, jwksUri)));
        assertNoKeys(discovery);
    }

    @Test
    @DisplayName("G8 http on loopback needs allow_http")
    void loopbackHttpNeedsPermission() {
        server.answer(OAUTH, TestServer.json(metadata(issuer, server.origin() + "/jwks")));
        assertFound(server.origin() + "/jwks");
        assertNoKeys(discovery(TestSettings.defaults()
                .with("allow_http", "false")
                .with("jwks_uri", "https://h/")
                .with("authorization_servers", "https://h/")));
    }

    @Test
    @DisplayName("K10 metadata may name http addresses of named hosts, and of no others")
    void namedHostMayBeSpokenWithByHttp() {
        Discovery named = discovery(TestSettings.defaults()
                .with("resource", "http://localhost/mcp")
                .with("http_hosts", "keycloak", "sub.keycloak"));
        for (String host : List.of("keycloak:8080", "KEYCLOAK", "sub.keycloak")) {
            String jwksUri = "http://" + host + "/jwks";
            server.answer(
                    OAUTH,
                    TestServer.json("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri
                            + "\",\"introspection_endpoint\":\"" + jwksUri + "\"}"));
            assertThat(named.discover())
                    .isEqualTo(new Discovery.Result.Found(new IssuerMetadata(
                            issuer, Optional.of(URI.create(jwksUri)), Optional.of(URI.create(jwksUri)))));
            assertNoKeys(discovery);
        }
        for (String host : List.of("xkeycloak", "keycloak.example", "other.keycloak", "keycloak@evil.example")) {
            server.answer(OAUTH, TestServer.json(metadata(issuer, "http://" + host + "/jwks")));
            assertNoKeys(named);
        }
    }

    private static String metadata(String issuer, String jwksUri) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri + "\",\"other\":[1]}";
    }

    private void assertFound(String jwksUri) {
        assertThat(discovery.discover())
                .isEqualTo(new Discovery.Result.Found(
                        new IssuerMetadata(issuer, Optional.of(URI.create(jwksUri)), Optional.empty())));
    }

    private void assertNoKeys(Discovery finder) {
        assertThat(finder.discover())
                .isEqualTo(new Discovery.Result.Found(new IssuerMetadata(issuer, Optional.empty(), Optional.empty())));
        assertThat(server.requests()).doesNotContain("/jwks");
    }

    private void assertFails(String reason) {
        assertThat(discovery.discover())
                .isInstanceOfSatisfying(
                        Discovery.Result.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }
}
