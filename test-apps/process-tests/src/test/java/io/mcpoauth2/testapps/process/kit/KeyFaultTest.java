package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.MonitoredEndpoint;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that never got keys, because its issuer misbehaves: one process, one way of misbehaving after another. */
@ExtendWith(ServersExtension.class)
class KeyFaultTest {
    private static final Duration WAIT_FOR_KEYS = Duration.ofSeconds(1);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    private static KeyServer own;
    private static Bait bait;

    /** A way to misbehave, with a name for the test. */
    record Misbehaviour(String row, String name, Function<EmbeddedIssuer, MonitoredEndpoint> endpoint, Fault fault) {
        static Misbehaviour ofKeys(String row, String name, Fault fault) {
            return new Misbehaviour(row, name, EmbeddedIssuer::jwks, fault);
        }

        static Misbehaviour ofMetadata(String row, String name, Fault fault) {
            return new Misbehaviour(row, name, EmbeddedIssuer::discovery, fault);
        }

        @Override
        public String toString() {
            return row + ": " + name;
        }
    }

    @BeforeAll
    static void startServer(Servers servers) {
        own = KeyServer.of(servers, 25, Map.of("wait_for_keys", Long.toString(WAIT_FOR_KEYS.toSeconds())));
        own.issuer.jwks().failWith(Fault.status(404));
        bait = new Bait(Kit.json(Map.of("keys", List.of(own.issuer.signingKey().publicJwk()))));
        own.start();
        // The server's own first request is no part of what is measured.
        assertThat(own.server().send("GET", "/hello").status()).isEqualTo(401);
    }

    @AfterAll
    static void stopServer() {
        RELEASED.countDown();
        own.close();
        bait.close();
    }

    @AfterEach
    void keepFailing() {
        own.issuer.jwks().failWith(Fault.status(404));
        own.issuer.discovery().recover();
    }

    static Stream<Misbehaviour> misbehaviours() {
        Map<String, Object> otherIssuer = own.issuer.metadata();
        otherIssuer.put("issuer", "https://other.example.com");
        Map<String, Object> plainKeys = own.issuer.metadata();
        plainKeys.put("jwks_uri", "http://192.0.2.1/jwks");
        Map<String, Object> noKeys = own.issuer.metadata();
        noKeys.remove("jwks_uri");
        String twoMeanings = "{\"keys\":[],\"keys\":"
                + Kit.json(List.of(own.issuer.signingKey().publicJwk())) + "}";
        return Stream.of(
                Misbehaviour.ofKeys("G6", "status 500", Fault.status(500)),
                Misbehaviour.ofKeys("G6", "status 304", Fault.status(304)),
                Misbehaviour.ofKeys("G6", "a closed connection", Fault.closedConnection()),
                Misbehaviour.ofKeys("G6", "garbage", Fault.body("application/json", "\u0000{]")),
                Misbehaviour.ofKeys("G6", "an HTML page", Fault.body("text/html", "<html>Sign in</html>")),
                Misbehaviour.ofKeys("G6", "an empty body", Fault.body("application/json", "")),
                Misbehaviour.ofKeys("G6", "a key set cut off", Fault.body("application/json", "{\"keys\":[")),
                Misbehaviour.ofKeys("G6", "a key set of two meanings", Fault.body("application/json", twoMeanings)),
                Misbehaviour.ofKeys("G6", "an array", Fault.body("application/json", "[]")),
                Misbehaviour.ofKeys("G6", "64 MB", Fault.oversized(64L * 1024 * 1024)),
                Misbehaviour.ofKeys("G6", "a redirect to another origin", Fault.redirect(bait.uri())),
                Misbehaviour.ofKeys("G6", "a redirect to itself", Fault.redirect(own.issuer.jwksUri())),
                Misbehaviour.ofMetadata("G8", "metadata: status 500", Fault.status(500)),
                Misbehaviour.ofMetadata("G8", "metadata: none", Fault.status(404)),
                Misbehaviour.ofMetadata("G8", "metadata: of another issuer", Fault.json(otherIssuer)),
                Misbehaviour.ofMetadata("G8", "metadata: keys by http from elsewhere", Fault.json(plainKeys)),
                Misbehaviour.ofMetadata("G8", "metadata: no keys", Fault.json(noKeys)),
                Misbehaviour.ofMetadata("G8", "metadata: a redirect to another origin", Fault.redirect(bait.uri())),
                // The last ones, as what hangs is not asked again before it is given up.
                Misbehaviour.ofKeys("G6", "silence", Fault.hangUntil(RELEASED)));
    }

    @ParameterizedTest(name = "{0} -> 503")
    @MethodSource("misbehaviours")
    void keysStayUnavailable(Misbehaviour misbehaviour) throws IOException {
        MonitoredEndpoint endpoint = misbehaviour.endpoint().apply(own.issuer);
        endpoint.failWith(misbehaviour.fault());
        int before = endpoint.requests();
        long executions = own.server().executions();
        KeyServer.within(Duration.ofSeconds(1)).until(() -> {
            KeyServer.assertUnavailable(impatientCall(own.token()));
            return endpoint.requests() > before;
        });
        KeyServer.assertUnavailable(impatientCall(own.token()));
        assertThat(own.server().executions()).isEqualTo(executions);
        assertThat(bait.requests()).as("requests to another origin").isZero();
    }

    /** The client gives up two seconds after the server should have. */
    private static HttpAnswer impatientCall(String token) throws IOException {
        Sent request = Sent.bearer(token);
        String text = TestServer.request("POST", request.target(), request.body(), request.lines());
        try (RawHttp connection = RawHttp.connect(own.server().port(), WAIT_FOR_KEYS.plusSeconds(2))) {
            connection.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return connection.read(false);
        }
    }
}
