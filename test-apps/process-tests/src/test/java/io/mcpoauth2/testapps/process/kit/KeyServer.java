package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.Client;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A server of its own with an issuer of its own, whose keys and failures a test commands. */
final class KeyServer implements AutoCloseable {
    /** What a slow machine is given beyond what is promised. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    /** As whom the server asks about opaque tokens, where it does. */
    static final Map<String, String> INTROSPECTION =
            Map.of("introspection", "opaque", "client_id", "mcp-server", "client_secret", "s3cret");

    final EmbeddedIssuer issuer = EmbeddedIssuer.builder()
            .defaultAudience(Servers.AUDIENCE)
            .client(Client.service("mcp-server", "s3cret"))
            .start();
    private final ServerSpec spec;
    private final Servers servers;
    private TestServer server;

    private KeyServer(ServerSpec spec, Servers servers) {
        this.spec = spec;
        this.servers = servers;
    }

    /** Describes the server; {@link #start} starts it, when the issuer is as the test wants it. */
    static KeyServer of(Servers servers, int jdk, Map<String, String> settings) {
        ServerSpec spec = ServerSpec.of(ServerKind.SDK2_TOMCAT11, jdk).transport(Transport.STATELESS);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            spec = spec.setting(setting.getKey(), setting.getValue());
        }
        return new KeyServer(spec, servers);
    }

    KeyServer start() {
        return startFor(issuer.issuer());
    }

    /** Starts a server that trusts another issuer. */
    KeyServer startFor(String other) {
        server = servers.start(spec.setting("issuer", other));
        return this;
    }

    TestServer server() {
        return server;
    }

    String token() {
        return issuer.mint(TokenSpec.valid());
    }

    /** Mints a token that names a key nobody has heard of; its signature does not matter. */
    String tokenOfUnknownKey(String kid) {
        return issuer.mint(TokenSpec.valid().header("kid", kid));
    }

    HttpAnswer call(String token) {
        return call(Sent.bearer(token));
    }

    HttpAnswer call(Sent request) {
        return server.sendBody("POST", request.target(), request.body(), request.lines());
    }

    void assertAccepted(String token) {
        long before = server.executions();
        HttpAnswer answer = call(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(Sent.TEXT);
        assertThat(server.executions()).isEqualTo(before + 1);
    }

    void assertRefused(String token) {
        long before = server.executions();
        HttpAnswer answer = call(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json().path("code").asText()).isEqualTo("TOKEN_VALIDATION_ERROR");
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(server.executions()).isEqualTo(before);
    }

    void assertUnavailable(String token) {
        assertUnavailable(token, "JWKS_ERROR");
    }

    void assertUnavailable(String token, String code) {
        long before = server.executions();
        assertUnavailable(call(token), code);
        assertThat(server.executions()).isEqualTo(before);
    }

    static void assertUnavailable(HttpAnswer answer) {
        assertUnavailable(answer, "JWKS_ERROR");
    }

    static void assertUnavailable(HttpAnswer answer, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers("Retry-After")).hasSize(1);
        assertThat(answer.headers("Retry-After").get(0)).matches("[1-9][0-9]*");
    }

    /** Takes metadata and keys of the issuer away, as if it were down. */
    void cutOff() {
        issuer.discovery().failWith(Fault.closedConnection());
        issuer.jwks().failWith(Fault.closedConnection());
    }

    void reconnect() {
        issuer.discovery().recover();
        issuer.jwks().recover();
    }

    /** Requests for metadata and keys. */
    int fetches() {
        return issuer.discovery().requests() + issuer.jwks().requests();
    }

    /** Waits for what a setting promises within this time. */
    static ConditionFactory within(Duration promised) {
        return Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(promised.plus(MARGIN));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        issuer.close();
    }
}
