package io.mcpoauth2.agent.issuer;

import static io.mcpoauth2.agent.issuer.KeyPublication.METADATA;
import static io.mcpoauth2.agent.issuer.KeyPublication.assertFails;
import static io.mcpoauth2.agent.issuer.KeyPublication.assertFetched;
import static io.mcpoauth2.agent.issuer.KeyPublication.pointsTo;
import static io.mcpoauth2.agent.issuer.KeyPublication.publishes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteKeysTest {
    private final TestServer server = new TestServer();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final RemoteKeys keys = keys(Optional.empty());

    private RemoteKeys keys(Optional<URI> configured) {
        AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.DEBUG);
        return new RemoteKeys(server.origin(), configured, TestAccess.to(server.origin()), log);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void discoveredAddressIsRemembered() {
        pointsTo(server, server.uri("/jwks"));
        publishes(server, "/jwks");
        assertFetched(keys.fetch(true));
        assertFetched(keys.fetch(false));
        assertThat(server.requests()).containsExactly(METADATA, "/jwks", "/jwks");
    }

    @Test
    void keysThatHaveMovedAreFound() {
        pointsTo(server, server.uri("/jwks"));
        publishes(server, "/jwks");
        assertFetched(keys.fetch(true));
        server.answer("/jwks", TestServer.status(404));
        assertFails(keys.fetch(false), "/jwks: status 404");
        pointsTo(server, server.uri("/moved"));
        publishes(server, "/moved");
        assertFetched(keys.fetch(false));
        assertFetched(keys.fetch(false));
        assertThat(server.requests()).endsWith("/jwks", METADATA, "/moved", "/moved");
    }

    @Test
    @DisplayName("G7 while the metadata cannot be had, keys are fetched from where they were")
    void keysOutliveTheirMetadata() {
        pointsTo(server, server.uri("/jwks"));
        publishes(server, "/jwks");
        assertFetched(keys.fetch(true));
        server.answer(METADATA, TestServer.status(503));
        assertFetched(keys.fetch(true));
        assertFetched(keys.fetch(true));
        assertThat(lines.toString(UTF_8))
                .containsOnlyOnce("WARN")
                .contains("without metadata")
                .contains("status 503");
        server.answer("/jwks", TestServer.status(500));
        assertFails(keys.fetch(true), "/jwks: status 500");
        publishes(server, "/jwks");
        assertFetched(keys.fetch(false));
        pointsTo(server, server.uri("/moved"));
        publishes(server, "/moved");
        assertFetched(keys.fetch(true));
        assertThat(server.requests()).endsWith("/moved");
        server.answer(METADATA, TestServer.status(503));
        assertFetched(keys.fetch(true));
        assertThat(lines.toString(UTF_8).lines()).as("one for each time").hasSize(2);
    }

    @ParameterizedTest(name = "G7 status {0} instead of the metadata: keys are fetched from where they were")
    @CsvSource({"404,''", "200,<html>", "200,[]", "200,{}", "200,{"})
    @DisplayName("G7")
    void keysOutliveMetadataThatAreNone(int status, String body) {
        pointsTo(server, server.uri("/jwks"));
        publishes(server, "/jwks");
        assertFetched(keys.fetch(true));
        server.answer(METADATA, TestServer.of(status, body, "Content-Type", "application/json"));
        assertFetched(keys.fetch(true));
        assertThat(lines.toString(UTF_8)).contains("no metadata document");
        assertThat(server.requests()).endsWith("/jwks");
    }

    @Test
    @DisplayName("G8 an address counts no longer once the issuer's metadata are another's, or name none")
    void metadataOfAnotherEndTheUseOfTheKeys() {
        pointsTo(server, server.uri("/jwks"));
        publishes(server, "/jwks");
        assertFetched(keys.fetch(true));
        server.answer(METADATA, TestServer.json("{\"issuer\":\"https://other.example\"}"));
        assertFails(keys.fetch(true), "another issuer's");
        server.answer(METADATA, TestServer.json("{\"issuer\":\"" + server.origin() + "\"}"));
        assertFails(keys.fetch(true), "no jwks_uri");
        assertThat(lines.toString(UTF_8)).isEmpty();
        assertThat(server.requests()).containsOnlyOnce("/jwks");
    }

    @Test
    @DisplayName("G6 what is no key set fails")
    void badKeySetFails() {
        RemoteKeys configured = keys(Optional.of(server.uri("/jwks")));
        server.answer("/jwks", TestServer.of(200, "<html>"));
        assertFails(configured.fetch(true), "/jwks: ");
        server.answer("/jwks", TestServer.of(200, "{\"keys\":[]}", "Content-Type", "text/html"));
        assertFails(configured.fetch(true), "/jwks: status 200 of type text/html instead of JSON");
        server.answer("/jwks", TestServer.json("[]"));
        assertFails(configured.fetch(true), "/jwks: status 200 of type application/json: not a JSON object");
        server.answer("/jwks", TestServer.status(304));
        assertFails(configured.fetch(true), "status 304");
        server.answer("/jwks", TestServer.json(" ".repeat(KeySetParser.MAX_DOCUMENT) + "{\"keys\":[]}"));
        assertFails(configured.fetch(true), "/jwks: ");
        assertThat(server.requests()).containsOnly("/jwks");
    }

    @Test
    @DisplayName("K6 keys in a coding that was not asked for are read")
    void codedKeysAreRead() {
        byte[] coded =
                TestServer.gzip(SigningKey.jwks(SigningKey.ed25519("a").jwk()).getBytes(UTF_8));
        server.answer(
                "/jwks", TestServer.of(200, coded, "Content-Type", "application/json", "Content-Encoding", "gzip"));
        assertFetched(keys(Optional.of(server.uri("/jwks"))).fetch(true));
    }
}
