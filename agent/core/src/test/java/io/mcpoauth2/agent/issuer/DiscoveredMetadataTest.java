package io.mcpoauth2.agent.issuer;

import static io.mcpoauth2.agent.issuer.DiscoveryServer.KEYS;
import static io.mcpoauth2.agent.issuer.DiscoveryServer.OAUTH;
import static io.mcpoauth2.agent.issuer.DiscoveryServer.OPENID_APPENDED;
import static io.mcpoauth2.agent.issuer.DiscoveryServer.metadata;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.TestServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows G8, K5, K6 and K10: which documents are the issuer's, and which addresses in them are used. */
class DiscoveredMetadataTest {
    private final DiscoveryServer server = new DiscoveryServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "K5 metadata of type [{0}] are judged by their content")
    @ValueSource(strings = {"text/plain", "text/plain; charset=utf-8", "binary/octet-stream", "text/html", ""})
    @DisplayName("K5")
    void metadataAreJudgedByTheirContent(String type) {
        String good = server.metadata(KEYS);
        server.answer(
                OAUTH, type.isEmpty() ? TestServer.of(200, good) : TestServer.of(200, good, "Content-Type", type));
        server.assertFound(KEYS);
        server.answer(OAUTH, TestServer.of(200, metadata("https://other.example", ""), "Content-Type", "text/plain"));
        server.assertFails("another issuer's");
    }

    @Test
    @DisplayName("K6 metadata in a coding that was not asked for are read")
    void codedMetadataAreRead() {
        byte[] good = TestServer.gzip(server.metadata(KEYS).getBytes(UTF_8));
        server.answer(OAUTH, TestServer.of(200, good, "Content-Encoding", "gzip", "Content-Type", "application/json"));
        server.assertFound(KEYS);
    }

    @ParameterizedTest(name = "G8 a document of the issuer plus [{0}] is refused, and no other form is asked")
    @ValueSource(strings = {"/", "x", " ", "\\u0000"})
    @DisplayName("G8")
    void foreignDocumentIsRefused(String suffix) {
        server.answer(OAUTH, TestServer.json(metadata(server.issuer + suffix, KEYS)));
        server.answer(OPENID_APPENDED, TestServer.json(server.metadata(KEYS)));
        server.assertFails("another issuer's");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("G8 a form that was good and is another issuer's now ends the search")
    void provenFormMayBecomeForeign() {
        server.answer(OAUTH, TestServer.json(server.metadata(KEYS)));
        server.assertFound(KEYS);
        server.answer(OAUTH, TestServer.json(metadata("https://other.example", KEYS)));
        server.assertFails("another issuer's");
        assertThat(server.requests()).containsExactly(OAUTH, OAUTH);
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
        server.answer(OAUTH, TestServer.json(server.metadata(jwksUri)));
        assertNoKeys(server.discovery);
    }

    @Test
    @DisplayName("G8 http on loopback needs allow_http")
    void loopbackHttpNeedsPermission() {
        server.answer(OAUTH, TestServer.json(server.metadata(server.uri("/jwks").toString())));
        server.assertFound(server.uri("/jwks").toString());
        assertNoKeys(server.discovery(TestSettings.defaults()
                .with("allow_http", "false")
                .with("jwks_uri", "https://h/")
                .with("authorization_servers", "https://h/")));
    }

    @Test
    @DisplayName("K10 metadata may name http addresses of named hosts, and of no others")
    void namedHostMayBeSpokenWithByHttp() {
        Discovery named = server.discovery(TestSettings.defaults()
                .with("resource", "http://localhost/mcp")
                .with("http_hosts", "keycloak", "sub.keycloak"));
        for (String host : List.of("keycloak:8080", "KEYCLOAK", "sub.keycloak")) {
            String jwksUri = "http://" + host + "/jwks";
            server.answer(
                    OAUTH,
                    TestServer.json("{\"issuer\":\"" + server.issuer + "\",\"jwks_uri\":\"" + jwksUri
                            + "\",\"introspection_endpoint\":\"" + jwksUri + "\"}"));
            assertThat(named.discover())
                    .isEqualTo(new Discovery.Result.Found(new IssuerMetadata(
                            server.issuer, Optional.of(URI.create(jwksUri)), Optional.of(URI.create(jwksUri)))));
            assertNoKeys(server.discovery);
        }
        for (String host : List.of("xkeycloak", "keycloak.example", "other.keycloak", "keycloak@evil.example")) {
            server.answer(OAUTH, TestServer.json(server.metadata("http://" + host + "/jwks")));
            assertNoKeys(named);
        }
    }

    private void assertNoKeys(Discovery finder) {
        assertThat(finder.discover())
                .isEqualTo(new Discovery.Result.Found(
                        new IssuerMetadata(server.issuer, Optional.empty(), Optional.empty())));
        assertThat(server.requests()).doesNotContain("/jwks");
    }
}
