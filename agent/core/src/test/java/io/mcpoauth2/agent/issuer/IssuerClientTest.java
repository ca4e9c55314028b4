package io.mcpoauth2.agent.issuer;

import static io.mcpoauth2.agent.issuer.KeyPublication.METADATA;
import static io.mcpoauth2.agent.issuer.KeyPublication.assertFails;
import static io.mcpoauth2.agent.issuer.KeyPublication.assertFetched;
import static io.mcpoauth2.agent.issuer.KeyPublication.metadata;
import static io.mcpoauth2.agent.issuer.KeyPublication.pointsTo;
import static io.mcpoauth2.agent.issuer.KeyPublication.publishes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.TestAuthority;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row K8: where the bearer token of an issuer's keys goes, and where it does not. */
class IssuerClientTest {
    private static final String OPENID = "/.well-known/openid-configuration";

    @TempDir
    private Path folder;

    private final TestServer server = new TestServer(TestAuthority.ONE.server());
    private final TestServer elsewhere = new TestServer(TestAuthority.ONE.server());
    private final TestServer plain = new TestServer();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private Path token = Path.of("");
    private Path certificates = Path.of("");

    @BeforeEach
    void write() throws IOException {
        token = Files.writeString(folder.resolve("token"), "first\n");
        certificates = Files.writeString(folder.resolve("ca.pem"), TestAuthority.ONE.pem());
    }

    @AfterEach
    void stop() {
        server.close();
        elsewhere.close();
        plain.close();
    }

    @Test
    @DisplayName("K8 it goes to the metadata and to keys of the issuer's own origin, read for every request")
    void bearerGoesToTheIssuersOrigin() throws IOException {
        pointsTo(server, server.uri("/keys"));
        publishes(server, "/keys");
        RemoteKeys keys = keys(server.origin(), Optional.empty());
        assertFetched(keys.fetch(true));
        Files.writeString(token, "second");
        assertFetched(keys.fetch(false));
        assertThat(server.credentials())
                .containsExactly("[Bearer first] " + METADATA, "[Bearer first] /keys", "[Bearer second] /keys");
    }

    @Test
    @DisplayName("K8 it goes to a configured jwks_uri, wherever that is")
    void bearerGoesToTheConfiguredAddress() {
        publishes(elsewhere, "/keys");
        assertFetched(keys(server.origin(), Optional.of(elsewhere.uri("/keys"))).fetch(true));
        assertThat(elsewhere.credentials()).containsExactly("[Bearer first] /keys");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @DisplayName("K8 it never goes to another origin that the metadata name, which the log says where that fails")
    void bearerDoesNotGoToADiscoveredHost() {
        pointsTo(server, elsewhere.uri("/keys"));
        publishes(elsewhere, "/keys");
        RemoteKeys keys = keys(server.origin(), Optional.empty());
        assertFetched(keys.fetch(true));
        assertThat(elsewhere.credentials()).containsExactly("[] /keys");
        for (int status : new int[] {401, 403}) {
            elsewhere.answer("/keys", TestServer.status(status));
            assertFails(
                    keys.fetch(true), "/keys: status " + status + " (jwks_bearer_file is sent by https, to jwks_uri");
        }
    }

    @Test
    @DisplayName("K8 it is not repeated after a redirect, be it within the origin")
    void bearerDoesNotFollowARedirect() {
        server.answer(
                "/keys",
                TestServer.of(307, "", "Location", elsewhere.uri("/keys").toString()));
        publishes(elsewhere, "/keys");
        server.answer(METADATA, TestServer.of(302, "", "Location", "/moved"));
        server.answer("/moved", TestServer.json(metadata(server, server.uri("/keys"))));
        assertFails(keys(server.origin(), Optional.empty()).fetch(true), "status 307 to another origin");
        assertThat(server.credentials())
                .containsExactly("[Bearer first] " + METADATA, "[] /moved", "[Bearer first] /keys");
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    @DisplayName("K8 it never goes over http, allowed as that may be")
    void bearerDoesNotGoOverHttp() {
        pointsTo(plain, plain.uri("/keys"));
        publishes(plain, "/keys");
        assertFetched(keys(plain.origin(), Optional.empty()).fetch(true));
        assertFetched(keys(plain.origin(), Optional.of(plain.uri("/keys"))).fetch(true));
        assertThat(plain.credentials()).containsExactly("[] " + METADATA, "[] /keys", "[] /keys");
    }

    @Test
    @DisplayName("K8 without the token nothing is asked, and nothing of it is logged")
    void nothingIsAskedWithoutTheBearer() throws IOException {
        pointsTo(server, server.uri("/keys"));
        publishes(server, "/keys");
        RemoteKeys keys = keys(server.origin(), Optional.empty());
        Files.writeString(token, "two words");
        assertFails(keys.fetch(true), METADATA + ": jwks_bearer_file does not hold a token");
        Files.delete(token);
        assertFails(keys.fetch(true), METADATA + ": jwks_bearer_file cannot be read");
        assertThat(server.requests()).isEmpty();
        Files.writeString(token, "third");
        assertFetched(keys.fetch(true));
        server.answer("/keys", TestServer.status(500));
        Files.delete(token);
        assertFails(keys.fetch(true), "/keys: jwks_bearer_file cannot be read");
        assertThat(lines.toString(UTF_8)).doesNotContain("two", "words", "third");
    }

    @Test
    @DisplayName("K8 what another issuer trusts and sends is its own")
    void anotherIssuerHasNeither() {
        pointsTo(server, server.uri("/keys"));
        RemoteKeys keys = new RemoteKeys(
                server.origin(),
                Optional.empty(),
                TestAccess.to(server.origin()),
                new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG));
        assertFails(keys.fetch(true), "SSLHandshakeException");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @DisplayName("K4, K8 the openid form is asked with the token, too")
    void everyFormIsAskedWithTheBearer() {
        server.answer(OPENID, TestServer.json(metadata(server, server.uri("/keys"))));
        publishes(server, "/keys");
        assertFetched(keys(server.origin(), Optional.empty()).fetch(true));
        assertThat(server.credentials())
                .containsExactly("[Bearer first] " + METADATA, "[Bearer first] " + OPENID, "[Bearer first] /keys");
    }

    private RemoteKeys keys(String issuer, Optional<URI> jwksUri) {
        TestSettings settings = TestSettings.defaults()
                .with("ca_file", certificates.toString())
                .with("jwks_bearer_file", token.toString());
        if (jwksUri.isPresent()) {
            settings = settings.with("jwks_uri", jwksUri.get().toString());
        }
        AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG);
        return new RemoteKeys(issuer, jwksUri, TestAccess.to(issuer, TestAccess.http(), settings), log);
    }
}
