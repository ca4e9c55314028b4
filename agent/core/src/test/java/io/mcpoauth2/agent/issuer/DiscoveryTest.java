package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.http.HttpFetcher;
import io.mcpoauth2.agent.http.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    private static final String OAUTH = "/.well-known/oauth-authorization-server/t";
    private static final String OPENID_INSERTED = "/.well-known/openid-configuration/t";
    private static final String OPENID_APPENDED = "/t/.well-known/openid-configuration";

    private final TestServer server = new TestServer();
    private final String issuer = server.origin() + "/t";
    private final HttpFetcher http = new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), System::nanoTime);
    private final Discovery discovery = new Discovery(http, true);

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

    @Test
    void nextFormIsAskedAfter4xxAndAfterWhatIsNotJson() {
        server.answer(OAUTH, TestServer.status(403));
        server.answer(OPENID_INSERTED, TestServer.of(200, "<html>", "Content-Type", "text/html"));
        server.answer(OPENID_APPENDED, TestServer.json(metadata(issuer, server.origin() + "/jwks")));
        assertFound(server.origin() + "/jwks");
        assertThat(server.requests()).containsExactly(OAUTH, OPENID_INSERTED, OPENID_APPENDED);
    }

    @ParameterizedTest(name = "G6 after status {0} the next form is asked")
    @ValueSource(ints = {500, 503})
    @DisplayName("G6")
    void serverErrorDoesNotEndTheSearch(int status) {
        server.answer(OAUTH, TestServer.status(status));
        server.answer(OPENID_APPENDED, TestServer.json(metadata(issuer, "https://keys.example/jwks")));
        assertFound("https://keys.example/jwks");
        assertThat(server.requests()).containsExactly(OAUTH, OPENID_INSERTED, OPENID_APPENDED);
    }

    @Test
    @DisplayName("G6 a server's error at any form means that nothing is known")
    void serverErrorAtAnyFormIsNoAnswer() {
        server.answer(OPENID_INSERTED, TestServer.status(500));
        assertThat(discovery.discover(issuer))
                .isEqualTo(new Discovery.Result.Failed(server.origin() + OPENID_INSERTED + ": status 500", false));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void unreachableIssuerFails() {
        server.close();
        assertFails("ConnectException");
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
                "http://keys.example/jwks", "http://127.0.0.1.example/jwks", "http://localhost.example/jwks",
                        "file:/etc/passwd", "/jwks",
                "https://user@keys.example/jwks", "https:///jwks", "ftp://keys.example/", "https://a b/", ""
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
        assertNoKeys(new Discovery(http, false));
    }

    private static String metadata(String issuer, String jwksUri) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri + "\",\"other\":[1]}";
    }

    private void assertFound(String jwksUri) {
        assertThat(discovery.discover(issuer))
                .isEqualTo(new Discovery.Result.Found(
                        new IssuerMetadata(issuer, Optional.of(URI.create(jwksUri)), Optional.empty())));
    }

    private void assertNoKeys(Discovery finder) {
        assertThat(finder.discover(issuer))
                .isEqualTo(new Discovery.Result.Found(new IssuerMetadata(issuer, Optional.empty(), Optional.empty())));
        assertThat(server.requests()).doesNotContain("/jwks");
    }

    private void assertFails(String reason) {
        assertThat(discovery.discover(issuer))
                .isInstanceOfSatisfying(
                        Discovery.Result.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }
}
