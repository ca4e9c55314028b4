package io.mcpoauth2.agent.eventloop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.ExpiryWatch;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.HeldVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.IssuerTokenValidator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gate before a server whose one event loop serves all connections: what takes time must not keep it from others. */
@Timeout(120)
class EventLoopTest {
    private static final SigningKey KEY = SigningKey.ec("k1", "secp256r1");
    private static final String AUDIENCE = "https://mcp.example/mcp";

    private final TestServer issuer = new TestServer();
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        released.countDown();
        for (AutoCloseable each : open) {
            each.close();
        }
        issuer.close();
    }

    @Test
    void keysThatAreBeingFetchedKeepNobodyElseWaiting() {
        issuer.answer("/jwks", held(TestServer.json(SigningKey.jwks(KEY.jwk()))));
        NettyServer server = server(settings(), new BoundedVerifier(2));
        RawClient waiting = client(server).send(RawClient.post("/mcp", token("alice")));
        Awaitility.await().until(() -> server.judging() == 1);

        assertServesOthers(server);

        assertThat(server.handled()).doesNotContain("/mcp");
        released.countDown();
        assertThat(waiting.answer()).isEqualTo("200 /mcp for alice");
    }

    @Test
    void anIssuerThatIsSlowToAnswerAboutATokenKeepsNobodyElseWaiting() {
        issuer.answer(
                "/introspect",
                held(TestServer.json("{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + AUDIENCE + "\",\"exp\":"
                        + (Instant.now().getEpochSecond() + 600) + "}")));
        NettyServer server = server(
                settings()
                        .with("introspection", "opaque")
                        .with("introspection_uri", issuer.origin() + "/introspect")
                        .with("client_id", "me")
                        .with("client_secret", "s"),
                new BoundedVerifier(2));
        RawClient waiting = client(server).send(RawClient.post("/mcp", "opaque"));
        Awaitility.await().until(() -> server.judging() == 1);

        assertServesOthers(server);

        released.countDown();
        assertThat(waiting.answer()).isEqualTo("200 /mcp for alice");
    }

    @Test
    void aFloodOfForgedSignaturesIsNotVerifiedOnTheLoop() {
        issuer.answer("/jwks", TestServer.json(SigningKey.jwks(KEY.jwk())));
        HeldVerifier held = new HeldVerifier();
        NettyServer server = server(settings(), held.verifier());
        List<RawClient> flood = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            flood.add(client(server).send(RawClient.post("/mcp", forged("mallory" + i))));
        }
        Awaitility.await().until(() -> server.judging() == 50);

        assertServesOthers(server);

        held.release();
        assertThat(flood).allSatisfy(client -> assertThat(client.answer()).startsWith("401 "));
        assertThat(server.handled()).doesNotContain("/mcp");
        assertThat(held.threads()).hasSize(50).containsOnly("mcp-oauth2-agent-signatures");
    }

    @Test
    void pipelinedAnswersKeepTheirOrder() {
        issuer.answer("/jwks", held(TestServer.json(SigningKey.jwks(KEY.jwk()))));
        NettyServer server = server(settings(), new BoundedVerifier(2));
        RawClient client = client(server)
                .send(
                        RawClient.post("/health", ""),
                        RawClient.post("/a", token("alice")),
                        RawClient.post("/b", ""),
                        RawClient.post("/health", ""),
                        RawClient.post("/c", token("bob")));

        assertThat(client.answer()).isEqualTo("200 /health for nobody");
        Awaitility.await().until(() -> server.judging() == 1);
        assertThat(server.handled()).containsExactly("/health");
        released.countDown();

        assertThat(client.answer()).isEqualTo("200 /a for alice");
        assertThat(client.answer()).startsWith("401 ");
        assertThat(client.answer()).isEqualTo("200 /health for nobody");
        assertThat(client.answer()).isEqualTo("200 /c for bob");
        assertThat(server.handled()).containsExactly("/health", "/a", "/health", "/c");
    }

    @Test
    void aChannelThatIsClosedMeanwhileIsForgotten() {
        issuer.answer("/jwks", held(TestServer.json(SigningKey.jwks(KEY.jwk()))));
        NettyServer server = server(settings(), new BoundedVerifier(2));
        RawClient gone = client(server).send(RawClient.post("/gone", token("alice")));
        Awaitility.await().until(() -> server.judging() == 1);
        gone.close();
        server.closeFirstConnection(); // As a time-out would: while nothing is read, the loop does not hear of the
        // client.
        RawClient waiting = client(server).send(RawClient.post("/mcp", token("bob")));
        Awaitility.await().until(() -> server.judging() == 2);
        released.countDown();

        assertThat(waiting.answer()).isEqualTo("200 /mcp for bob");
        Awaitility.await().until(() -> server.judging() == 0);
        assertThat(server.handled()).containsExactly("/mcp");
    }

    private void assertServesOthers(NettyServer server) {
        for (int i = 0; i < 20; i++) {
            RawClient other = client(server).send(RawClient.post("/health", ""), RawClient.post("/mcp", ""));
            assertThat(other.answer()).isEqualTo("200 /health for nobody");
            assertThat(other.answer()).startsWith("401 ");
        }
    }

    private TestServer.Answer held(TestServer.Answer answer) {
        return exchange -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            answer.write(exchange);
        };
    }

    private TestSettings settings() {
        return TestSettings.defaults()
                .with("issuer", issuer.origin())
                .with("audience", AUDIENCE)
                .with("jwks_uri", issuer.origin() + "/jwks")
                .with("wait_for_keys", "60")
                .with("exempt_routes", "/health");
    }

    private RawClient client(NettyServer server) {
        RawClient client = new RawClient(server.port());
        open.add(client);
        return client;
    }

    private NettyServer server(TestSettings texts, BoundedVerifier verifier) {
        Settings settings = texts.build();
        AgentLog log =
                new AgentLog(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), AgentLog.Level.ERROR);
        ProofOfPossession possession =
                new ProofOfPossession(settings, verifier, Clock.systemUTC(), System::nanoTime, new Random(1));
        IssuerTokenValidator validator = IssuerTokenValidator.create(settings, log, Measurements.NONE, verifier);
        Gate gate = new Gate(
                settings, new Access(settings.access().policy()), validator, possession, log, Measurements.NONE);
        ExpiryWatch watch = new ExpiryWatch(Clock.systemUTC(), look -> {}, Runnable::run, log);
        NettyServer server = new NettyServer(new Doors(() -> gate, watch, Duration.ZERO, log, door -> {}).eventLoops());
        open.add(server);
        return server;
    }

    private String token(String subject) {
        long now = Instant.now().getEpochSecond();
        return KEY.token(
                "ES256",
                "{\"alg\":\"ES256\",\"kid\":\"k1\"}",
                "{\"iss\":\"" + issuer.origin() + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + subject + "\",\"iat\":"
                        + now + ",\"exp\":" + (now + 600) + "}");
    }

    private String forged(String subject) {
        String token = token(subject);
        return token.substring(0, token.lastIndexOf('.') + 1)
                + token("eve").substring(token("eve").lastIndexOf('.') + 1);
    }
}
